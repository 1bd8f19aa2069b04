"""Freezing a version: holidays written out into dates, documents bound by hash, one canonical text and its hash."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from waarborg.kernel.calendars import CalendarRules
from waarborg.kernel.canonical import canonical_json, sha256_hex
from waarborg.kernel.errors import BadInput
from waarborg.kernel.zones import TZDATA_VERSION
from waarborg.promises.rules.agreement.canonical import content_of
from waarborg.promises.rules.agreement.frame import Calendar
from waarborg.promises.rules.agreement.model import Agreement

YEARS_AHEAD = 2


class DocumentMissing(BadInput):
    code = "agreement.document.missing"
    nl = "Het document “{document}” ({file}) is er niet bij."
    en = "The document “{document}” ({file}) is not there."
    nl_way_out = "Leg het bestand naast de overeenkomst."
    en_way_out = "Put the file beside the agreement."


class DocumentChanged(BadInput):
    code = "agreement.document.changed"
    nl = "Het document “{document}” ({file}) is niet het document dat de overeenkomst noemt."
    en = "The document “{document}” ({file}) is not the one that the agreement names."
    nl_way_out = "Leg de versie met sha256 {sha256} ernaast, of laat sha256 in het bestand weg."
    en_way_out = "Put the version with sha256 {sha256} beside it, or leave sha256 out of the file."


@dataclass(frozen=True)
class Frozen:
    """A version as published. `canonical` is RFC 8785 text, `sha256` its hash: the name of the version."""

    content: Mapping[str, Any]
    canonical: bytes
    sha256: str


def freeze(agreement: Agreement, *, on: dt.date, documents: Mapping[str, bytes]) -> Frozen:
    """Freezes an agreement published on a date. `documents` maps file names to their content.

    Calendars cover whole years, from the year before the version takes effect to two years after the later of that day
    and `on`: at least 24 months, and the same bytes all year. Raises DocumentMissing, DocumentChanged.
    """
    content = content_of(agreement)
    first = dt.date(agreement.effective.year - 1, 1, 1)
    last = dt.date(max(agreement.effective, on).year + YEARS_AHEAD, 12, 31)
    for name, calendar in agreement.calendars.items():
        written = content["calendars"][name]
        written["timezone"] = agreement.timezone_of(name)
        written["holiday_dates"] = holiday_dates(calendar, agreement.timezone, first, last)
    for name, document in agreement.documents.items():
        if document.file not in documents:
            raise DocumentMissing(document=document, file=document.file)
        digest = sha256_hex(documents[document.file])
        if document.sha256 not in (None, digest):
            raise DocumentChanged(document=document, file=document.file, sha256=document.sha256)
        content["documents"][name]["sha256"] = digest
    content["calendars_cover"] = {"from": first.isoformat(), "until": last.isoformat(), "tzdata": TZDATA_VERSION}
    canonical = canonical_json(content)
    return Frozen(content, canonical, sha256_hex(canonical))


def rules_of(calendar: Calendar, timezone: str) -> CalendarRules:
    """The calendar as the kernel calculates with it; `timezone` is that of the agreement."""
    content = content_of(calendar)
    return CalendarRules.from_mapping(content, timezone=timezone)


def holiday_dates(calendar: Calendar, timezone: str, first: dt.date, last: dt.date) -> dict[str, str]:
    """Each holiday from `first` to `last` by its date, as the key of the holiday; dated changes included."""
    settings = rules_of(calendar, timezone).settings_by_date()
    written: dict[str, str] = {}
    for number, (since, now) in enumerate(settings):
        until = settings[number + 1][0] if number + 1 < len(settings) else dt.date.max
        for year in range(first.year, last.year + 1):
            for date, key in now.holidays.in_year(year).items():
                if max(since, first) <= date <= last and date < until:
                    written[date.isoformat()] = key
    return dict(sorted(written.items()))


def thaw(canonical: bytes) -> Agreement:
    """The agreement in a frozen text, or in the canonical text of one that was not frozen."""
    content = json.loads(canonical)
    content.pop("calendars_cover", None)
    for calendar in content.get("calendars", {}).values():
        calendar.pop("holiday_dates", None)
    return Agreement.model_validate(content)
