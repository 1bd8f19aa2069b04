"""What the gallery shows: one story, Tuesday 7 April 2026, 11:42. Names are invented, terms are calculated."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from waarborg.kernel.calendars import CalendarRules, CompiledCalendar, compile_calendar
from waarborg.kernel.due import due
from waarborg.kernel.instants import to_us
from waarborg.plumbing.web import marks

ZONE = "Europe/Amsterdam"
_DAY_US = 86_400_000_000
_MINUTE_US = 60_000_000
_WEEK = {day: ["09:00-17:00"] for day in ("mon", "tue", "wed", "thu", "fri")}
_ALWAYS = {day: ["00:00-24:00"] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}
Say = Callable[[str, str], str]


def local(text: str) -> datetime:
    """A wall time in Amsterdam as an aware instant."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(ZONE))


NOW = local("2026-04-07T11:42")


@cache
def _calendar(*, always: bool = False) -> CompiledCalendar:
    rules = {"timezone": ZONE, "weekly": _ALWAYS if always else _WEEK, "holidays": None if always else "NL"}
    return compile_calendar(CalendarRules.from_mapping(rules), date(2026, 1, 1), date(2027, 12, 31))


def explanation(
    start: str,
    within: str,
    state: str,
    label: str,
    *,
    now: str = "2026-04-07T11:42",
    stopped: str = "",
    pauses: Sequence[tuple[str, str | None]] = (),
    always: bool = False,
) -> dict[str, Any]:
    """What `clock_timeline` takes, for a clock that the kernel calculates."""
    calendar, begun, seen = _calendar(always=always), local(start), local(now)
    spans = [(local(a), local(b) if b else None) for a, b in pauses]
    found = due(calendar, begun, within, pauses=spans, now=seen)
    last = max(to_us(found.at) if found.at else 0, to_us(seen))
    return {
        "steps": found.steps,
        "start": begun,
        "due": found.at,
        "now": seen,
        "stopped": local(stopped) if stopped else None,
        "state": state,
        "opens": calendar.intervals(to_us(begun) - _DAY_US, last + _DAY_US),
        "zone": ZONE,
        "start_label": label,
    }


def timelines(t: Say) -> list[dict[str, Any]]:
    """Every shape a timeline takes: over a weekend, long, paused, late, met, by day and night."""
    reported = t("gemeld", "reported")
    return [
        explanation("2026-04-03T16:30", "4 business hours", "risk", reported),
        explanation(
            "2026-04-03T16:30",
            "40 business hours",
            "running",
            reported,
            pauses=[("2026-04-07T09:10", "2026-04-07T10:05")],
        ),
        explanation(
            "2026-06-01T10:00",
            "4 business hours",
            "running",
            reported,
            now="2026-06-02T16:00",
            pauses=[("2026-06-01T12:00", "2026-06-02T15:00")],
        ),
        explanation("2026-04-07T10:20", "1 business hour", "late", reported),
        explanation("2026-04-03T16:30", "1 business hour", "met", reported, stopped="2026-04-03T16:48"),
        explanation("2026-04-05T13:10", "48h", "risk", t("bekend", "known"), always=True),
    ]


def ledger(t: Say) -> dict[str, Any]:
    """The sum of the first timeline."""
    return {
        "caption": t("Hoe dinsdag 12:30 is berekend", "How Tuesday 12:30 was calculated"),
        "rows": [
            {
                "when": t("vr 16:30 – 17:00", "Fri 16:30 – 17:00"),
                "text": t("Half uur tot onze sluiting", "Half an hour to our closing time"),
                "amount": "0:30",
            },
            {
                "when": t("za 4 – ma 6 apr", "Sat 4 – Mon 6 Apr"),
                "text": t("Weekend en Tweede Paasdag, gesloten", "Weekend and Easter Monday, closed"),
                "skip": True,
            },
            {
                "when": t("di 09:00 – 12:30", "Tue 09:00 – 12:30"),
                "text": t("Vanaf onze opening", "From our opening"),
                "amount": "3:30",
            },
        ],
        "total": {
            "when": t("di 7 april 12:30", "Tue 7 April 12:30"),
            "text": t("Uiterlijk", "Due"),
            "amount": t("4:00 werkuren", "4:00 business hours"),
        },
    }


def clocks() -> list[dict[str, Any]]:
    """Every way a clock reads."""
    minutes = (("running", 318), ("risk", 48), ("late", 22), ("paused", 185), ("met", 18), ("running", 0))
    return [{"state": state, "us": m * _MINUTE_US, "until": NOW if state == "paused" else None} for state, m in minutes]


def states(lang: str) -> list[tuple[str, str]]:
    """Every state with its word."""
    return [(state, marks.word(state, lang)) for state in marks.STATES if state not in ("open", "late")]


def promises(t: Say) -> list[dict[str, Any]]:
    """A promise in five states."""
    return [
        {
            "state": "risk",
            "words": t(
                "Bij prioriteit 1 heeft u binnen vier werkuren een tussenoplossing.",
                "For priority 1 you have a workaround within four business hours.",
            ),
            "live": t("Eén melding loopt, uiterlijk vandaag 12:30.", "One report is running, by today 12:30."),
        },
        {
            "state": "met",
            "words": t(
                "Uw vragen beantwoorden wij binnen één werkdag.", "We answer your questions within one business day."
            ),
            "live": t("11 van 11 in april.", "11 of 11 in April."),
            "level": "target",
        },
        {
            "state": "broken",
            "words": t(
                "U ontvangt de factuur uiterlijk op de vijfde van de maand.",
                "You receive the invoice by the fifth of the month.",
            ),
            "live": t(
                "Kwam op 7 april, twee dagen te laat. U krijgt zeven dagen extra betaaltermijn.",
                "Came on 7 April, two days late. You get seven more days to pay.",
            ),
        },
        {
            "state": "holds",
            "words": t(
                "Uw gegevens staan uitsluitend in datacentra in Nederland.",
                "Your data is kept only in data centres in the Netherlands.",
            ),
            "live": t("Nagegaan op 12 maart.", "Checked on 12 March."),
        },
        {
            "state": "unenforced",
            "words": t(
                "Eens per jaar zetten wij als proef uw eigen gegevens terug.",
                "Once a year we restore your own data as a drill.",
            ),
            "live": t("Deze belofte staat vast, maar wordt nog niet bewaakt.", "Agreed, but not yet enforced."),
        },
    ]


def board(t: Say) -> list[tuple[str, str, list[str]]]:
    """Rows of the stamp card."""
    return [
        (t("Ondersteuning", "Support"), "#promise", ["risk", *["met"] * 5, *["holds"] * 2]),
        (t("Beschikbaarheid", "Availability"), "#promise", ["risk", *["met"] * 3, *["holds"] * 2]),
        (t("Facturen", "Invoices"), "#promise", ["broken", "met", "met", "holds", "holds"]),
        (t("Back-up", "Backup"), "#promise", ["met", "met", "unknown", "unenforced"]),
    ]


def days(t: Say) -> list[tuple[str, int, str]]:
    """Ninety days with each kind of day."""
    ninety: list[tuple[str, int, str]] = [("ok", 0, "")] * 90
    out, part = t("uitval", "outage"), t("gedeeltelijk", "partial")
    ninety[5] = ("out", 240 * _MINUTE_US, f"240 min {out}")
    ninety[20] = ("out", 45 * _MINUTE_US, f"45 min {out}")
    ninety[21] = ("part", 12 * _MINUTE_US, f"12 min {part}")
    ninety[40] = ("plan", 0, t("gepland onderhoud", "planned maintenance"))
    ninety[55] = ninety[56] = ("unknown", 0, t("niet gemeten", "not measured"))
    ninety[70] = ("part", 2 * _MINUTE_US, f"2 min {part}")
    ninety[85] = ("out", 1 * _MINUTE_US, f"1 min {out}")
    return ninety


def lane() -> dict[str, Any]:
    """The lane of the queue: today from now on and tomorrow."""
    tight = ("07T12:05", "07T12:30", "07T13:10", "08T09:20", "08T09:45", "08T10:40")
    quiet = ("07T14:15", "07T15:00", "07T17:00", "08T11:15", "08T13:30", "08T14:00", "08T14:12", "08T17:00")
    items = [(local(f"2026-04-{at}"), "risk") for at in tight] + [(local(f"2026-04-{at}"), "running") for at in quiet]
    opens = [(NOW, local("2026-04-07T17:00")), (local("2026-04-08T09:00"), local("2026-04-08T17:00"))]
    return {"days": opens, "items": items, "now": NOW, "zone": ZONE}


def rows(t: Say) -> list[dict[str, Any]]:
    """Rows of the queue."""
    plain = (
        ("late", 72, "ZP-4797", 2, t("Export geeft dubbele regels", "Export repeats lines"), "K. Voorbeeld", "10:30"),
        ("risk", 48, "ZP-4812", 1, t("Uren komen niet door", "Hours do not come through"), "R. Specimen", "12:30"),
        ("running", 198, "ZP-4806", 3, t("Hoe zet ik een cliënt in zorg?", "How do I enrol a client?"), "", "15:00"),
        ("paused", 185, "ZP-4790", 2, t("Handtekening ontbreekt", "Signature is missing"), "R. Specimen", "16:00"),
    )
    return [
        {
            "state": s,
            "us": m * _MINUTE_US,
            "key": k,
            "prio": p,
            "subject": w,
            "who": who,
            "at": local(f"2026-04-07T{at}"),
        }
        for s, m, k, p, w, who, at in plain
    ]


def steps(t: Say) -> list[dict[str, Any]]:
    """Where a report stands."""
    return [
        {"state": "met", "label": t("Gemeld", "Reported"), "text": t("vr 3 april 16:30", "Fri 3 April 16:30")},
        {"state": "met", "label": t("Opgepakt", "Picked up"), "text": t("na 18 minuten", "after 18 minutes")},
        {
            "state": "risk",
            "label": t("Tussenoplossing", "Workaround"),
            "text": t("uiterlijk vandaag 12:30", "by today 12:30"),
            "current": True,
        },
        {"state": "rest", "label": t("Opgelost", "Solved"), "text": t("uiterlijk di 14 april", "by Tue 14 April")},
    ]


def conversation(t: Say) -> dict[str, Any]:
    """A message of a customer, an event and an internal note."""
    return {
        "message": {
            "name": t("Applicatiebeheer", "Application management"),
            "role": "Stichting Thuiszorg Merendaal",
            "side": "them",
            "at": local("2026-04-07T10:05"),
            "text": t(
                "In Urenregistratie staat deze regel op goedgekeurd, in Facturatie zie ik niets.",
                "In time registration this line is approved, in invoicing I see nothing.",
            ),
            "files": [{"name": t("schermafdruk.png", "screenshot.png"), "url": "#message", "size": 184_320}],
        },
        "event": {
            "state": "running",
            "text": t("antwoord van klant; klok Oplossen loopt weer", "customer replied; clock Solve runs again"),
            "at": local("2026-04-07T10:05"),
        },
        "note": {
            "name": "T. Fictief",
            "note": True,
            "at": local("2026-04-07T11:20"),
            "text": t("Opnieuw starten kan nu.", "It can be restarted now."),
        },
    }


def frame(t: Say) -> dict[str, Any]:
    """What stands around a page, and what came back of what was typed."""
    queue, tickets = t("Wachtrij", "Queue"), t("Meldingen", "Tickets")
    return {
        "examples_menu": [
            {"label": queue, "url": "#shells", "icon": "inbox", "count": 6, "current": True},
            {"label": tickets, "url": "#shells", "icon": "message"},
            {"label": t("Te laat", "Late"), "url": "#shells", "state": "late", "count": 1},
        ],
        "examples_crumbs": [{"label": tickets, "url": "#shells"}, {"label": "ZP-4812"}],
        "examples_tabs": [
            {"label": t("Alles", "All"), "url": "#tabs", "count": 11, "current": True},
            {"label": t("Gesprek", "Conversation"), "url": "#tabs", "count": 4},
        ],
        "examples_chips": [
            {"label": t("Filter", "Filter"), "url": "#tabs", "icon": "filter"},
            {"label": t("Prioriteit 1", "Priority 1"), "url": "#tabs", "active": True},
        ],
        "examples_facts": [
            {"label": t("Klant", "Customer"), "value": "Stichting Thuiszorg Merendaal", "url": "#facts"},
            {"label": t("Gemeld", "Reported"), "value": t("vrijdag 3 april 16:30", "Friday 3 April 16:30")},
        ],
        "examples_typed": [t("Uren komen niet door.", "Hours do not come through.")],
    }
