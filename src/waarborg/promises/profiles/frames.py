"""Which part of a profile carries a clause that only defines something.

Promises and terms of an agreement name their clauses themselves. A clause that defines a calendar, a scheme, a role, a
method, a document or the header has no such place, so it stands here: profile -> clause -> paths of keys in the file,
joined by dots. The tests check that every path exists.
"""

from collections.abc import Mapping
from typing import Any

FRAMES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "appreo": {
        "AP-01": ("documents.terms", "documents.dpa"),
        "AP-20": ("methods.uptime", "calendars.always"),
        "AP-23": ("calendars.desk",),
        "AP-30": ("schemes.priority.values.p1",),
        "AP-31": ("schemes.priority",),
        "AP-32": ("schemes.priority.values.p2",),
        "AP-33": ("schemes.priority.values.p3",),
        "AP-40": ("schemes.impact",),
        "AP-45": ("documents.dpa",),
        "AP-46": ("provider", "documents.terms"),
        "AP-51": ("roles.administrator", "roles.user", "roles.service-desk", "roles.success"),
    },
}


def element(agreement: Mapping[str, Any], path: str) -> Any:
    """What stands at `path` in a parsed agreement. Raises KeyError naming the part that is missing."""
    found: Any = agreement
    for key in path.split("."):
        if not isinstance(found, Mapping) or key not in found:
            raise KeyError(f"{key} in {path}")
        found = found[key]
    return found
