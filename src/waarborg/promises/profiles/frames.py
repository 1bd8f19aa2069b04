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
    "cliendo": {
        "CL-01": ("documents.fair-use",),
        "CL-02": ("schemes.entitlement.values.best-effort",),
        "CL-04": ("methods.fair-use",),
        "CL-09": ("methods.workload",),
        "CL-11": ("schemes.topic.values.specialist", "schemes.topic.values.own-requirements"),
        "CL-30": ("schemes.topic.values.content",),
        "CL-66": ("documents.terms",),
        "CL-68": ("calendars.web-care",),
        "CL-72": ("schemes.urgency", "schemes.priority.values.urgent"),
        "CL-73": ("schemes.urgency.values.own",),
        "CL-86": ("schemes.topic.values.decision",),
        "CL-87": ("documents.managed-messages",),
        "CL-88": ("chapters.extra",),
        "CL-90": ("chapters.extra",),
        "CL-95": ("documents.prices", "schemes.plan"),
    },
    "perplex-dbc": {
        "PX-01": ("version", "effective"),
        "PX-02": ("documents.terms", "documents.dpa"),
        "PX-03": ("documents.terms",),
        "PX-05": ("language",),
        "PX-10": ("roles.administrator", "roles.employee"),
        "PX-11": ("documents.prices",),
        "PX-12": ("methods.index",),
        "PX-14": ("methods.storage",),
        "PX-20": ("methods.interest",),
        "PX-26": ("methods.notice",),
        "PX-29": ("methods.notice",),
        "PX-31": ("documents.prices",),
        "PX-36": ("documents.dpa",),
        "PX-42": ("schemes.administrator-purpose",),
        "PX-47": ("schemes.breach-kind",),
        "PX-50": ("roles.breach-contact",),
        "PX-57": ("documents.prices",),
        "PX-64": ("methods.exclusion",),
        "PX-85": ("schemes.kind",),
        "PX-94": ("schemes.priority.values.p4", "schemes.priority.values.p5"),
        "PX-95": ("schemes.priority.values.p2", "schemes.priority.values.p3"),
        "PX-96": ("schemes.priority.values.p1", "schemes.plan.values.first-class"),
        "PX-98": ("calendars.phone", "calendars.office"),
        "PX-102": ("schemes.deployment",),
        "PX-106": ("components.couplings",),
    },
    "superoffice": {
        "SO-02": ("documents.terms", "documents.dpa", "documents.mirroring", "documents.support-dpa"),
        "SO-03": ("documents.ai-lab",),
        "SO-05": ("schemes.deployment", "documents.terms-on-site"),
        "SO-07": ("documents.public-services",),
        "SO-10": ("documents.premium",),
        "SO-30": ("timezone", "calendars"),
        "SO-31": ("calendars.system-night",),
        "SO-32": ("calendars.upgrade-first", "calendars.upgrade-rest", "methods.waves"),
        "SO-33": ("calendars.restart-hour",),
        "SO-35": ("calendars.patch-night",),
        "SO-36": ("calendars.weekend-night",),
        "SO-37": ("calendars.evening",),
    },
    "24office": {
        "TO-01": ("documents.terms",),
        "TO-02": ("roles.subscriber",),
        "TO-03": ("components.website", "components.other-addresses"),
        "TO-19": ("agreement", "effective"),
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
