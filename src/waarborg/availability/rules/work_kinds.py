"""What maintenance is: of which kind, how far it is, and what that is called. Pure."""

from typing import Final

REGULAR: Final = "regular"
SYSTEM: Final = "system"
UPGRADE: Final = "upgrade"
SECURITY_PATCH: Final = "security-patch"
INFRASTRUCTURE: Final = "infrastructure"
RESTART: Final = "restart"
EMERGENCY: Final = "emergency"
HOTFIX: Final = "hotfix"
# The words by which agreements name them (`maintenance-kind`).
KINDS: Final = (REGULAR, SYSTEM, UPGRADE, SECURITY_PATCH, INFRASTRUCTURE, RESTART, EMERGENCY, HOTFIX)
# What cannot wait; only of these is the severity asked.
PRESSING: Final = (EMERGENCY, HOTFIX)
SEVERE: Final = "severe"
ORDINARY: Final = "ordinary"
SEVERITIES: Final = (SEVERE, ORDINARY)

PLANNED: Final = "planned"
MOVED: Final = "moved"
RUNNING: Final = "running"
DONE: Final = "done"
CANCELLED: Final = "cancelled"
STATES: Final = (PLANNED, MOVED, RUNNING, DONE, CANCELLED)
AHEAD: Final = (PLANNED, MOVED)

ANNOUNCED: Final = "announced"
EXTENDED: Final = "extended"
SHORTENED: Final = "shortened"
# What an announcement says of the work: that it comes, or what became of it.
CHANGES: Final = (ANNOUNCED, MOVED, EXTENDED, SHORTENED, CANCELLED)

_KIND_WORDS: Final[dict[str, tuple[str, str]]] = {
    REGULAR: ("Gewoon onderhoud", "Regular maintenance"),
    SYSTEM: ("Systeemonderhoud", "System maintenance"),
    UPGRADE: ("Nieuwe versie", "New version"),
    SECURITY_PATCH: ("Beveiligingsupdates", "Security patches"),
    INFRASTRUCTURE: ("Infrastructuur", "Infrastructure"),
    RESTART: ("Herstart van servers", "Restart of servers"),
    EMERGENCY: ("Spoedupdate", "Emergency update"),
    HOTFIX: ("Spoedreparatie", "Hotfix"),
}
_STATE_WORDS: Final[dict[str, tuple[str, str]]] = {
    PLANNED: ("Gepland", "Planned"),
    MOVED: ("Verplaatst", "Moved"),
    RUNNING: ("Bezig", "Under way"),
    DONE: ("Klaar", "Done"),
    CANCELLED: ("Gaat niet door", "Cancelled"),
}
_CHANGE_WORDS: Final[dict[str, tuple[str, str]]] = {
    ANNOUNCED: ("Aangekondigd", "Announced"),
    MOVED: ("Verplaatst", "Moved"),
    EXTENDED: ("Verlengd", "Extended"),
    SHORTENED: ("Ingekort", "Shortened"),
    CANCELLED: ("Afgezegd", "Cancelled"),
}
_SEVERITY_WORDS: Final[dict[str, tuple[str, str]]] = {
    SEVERE: ("Een ernstig beveiligingslek", "A severe security flaw"),
    ORDINARY: ("Iets anders", "Anything else"),
}
# How lists and pictures mark it (plumbing.web.marks).
MARKS: Final[dict[str, str]] = {PLANNED: "", MOVED: "", RUNNING: "risk", DONE: "met", CANCELLED: ""}


def call_kind(kind: str, lang: str) -> str:
    return _KIND_WORDS[kind][0 if lang == "nl" else 1]


def call_state(state: str, lang: str) -> str:
    return _STATE_WORDS[state][0 if lang == "nl" else 1]


def call_change(change: str, lang: str) -> str:
    return _CHANGE_WORDS[change][0 if lang == "nl" else 1]


def call_severity(severity: str, lang: str) -> str:
    return _SEVERITY_WORDS[severity][0 if lang == "nl" else 1]
