"""What a scan for vulnerabilities finds, how severe it is, and by when it has to be closed (PX-76)."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

DONE: Final = "trust.scan.done"
# The most severe first; the words are those of the Common Vulnerability Scoring System (CVSS 4.0, section 6).
SEVERITIES: Final[Mapping[str, Mapping[str, str]]] = {
    "critical": {"nl": "kritiek", "en": "critical"},
    "high": {"nl": "hoog", "en": "high"},
    "medium": {"nl": "middel", "en": "medium"},
    "low": {"nl": "laag", "en": "low"},
}
# Days in which a finding is closed, where the scanner names no day of its own.
USUAL_DAYS: Final[Mapping[str, int]] = {"critical": 2, "high": 7, "medium": 30, "low": 90}


def due_on(severity: str, seen_on: date) -> date:
    """The day by which a finding first seen on a day is closed. Raises KeyError for another word."""
    return seen_on + timedelta(days=USUAL_DAYS[severity])


def order(severity: str) -> int:
    """Its place in a list, the most severe first."""
    return list(SEVERITIES).index(severity)
