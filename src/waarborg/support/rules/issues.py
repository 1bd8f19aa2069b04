"""Issues of the vendor's own tracker (Jira, GitLab, GitHub and the like) beside a ticket: by key, or by address."""

import re
from urllib.parse import quote, urlsplit

MOST = 10
LONGEST = 200
PLACE = "{key}"
# WB-12, #345, group/project#7, abc.12: what trackers call an issue, and nothing that means something in a page.
_KEY = re.compile(r"[#]?[A-Za-z0-9][A-Za-z0-9._/#-]{0,59}")


def tidy(text: str) -> str:
    """One issue as it is kept: a key, or a whole https address. Empty where it is neither."""
    found = text.strip()
    if len(found) > LONGEST or any(one.isspace() or not one.isprintable() for one in found):
        return ""
    if "://" in found:
        try:
            parts = urlsplit(found)
        except ValueError:
            return ""
        return found if parts.scheme == "https" and parts.hostname and "@" not in parts.netloc else ""
    return found if _KEY.fullmatch(found) else ""


def is_address(issue: str) -> bool:
    return issue.startswith("https://")


def address(issue: str, pattern: str) -> str:
    """Where the issue is read: an address leads to itself, a key by the pattern, or nowhere where there is none."""
    if is_address(issue):
        return issue
    return pattern.replace(PLACE, quote(issue.removeprefix("#"), safe="/")) if pattern else ""


def shown(issue: str) -> str:
    """What stands on the page: a key, or the host and the last part of an address."""
    if not is_address(issue):
        return issue
    parts = urlsplit(issue)
    last = parts.path.rstrip("/").rpartition("/")[2]
    return f"{parts.hostname} {last}".strip()


def listed(kept: str) -> list[str]:
    """The issues of a ticket, from the column that keeps one a line, in the order in which they were linked."""
    return kept.split("\n") if kept else []


def kept(issues: list[str]) -> str:
    return "\n".join(issues)
