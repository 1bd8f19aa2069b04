"""Figures of releases that agreements promise: how many, how long they interrupted, how many requests failed."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from waarborg.plumbing.indicators import Counted
from waarborg.promises.rules.figures import ENDLESS
from waarborg.releases.models import Release

COUNT = "releases.release.count"
FAILED = "releases.release.failed-requests"
INTERRUPTION = "releases.release.interruption"
# Properties by which a measure may choose, and the columns that hold them.
CHOSEN = {"release-kind": "kind", "purpose": "purpose"}
MOST_ROWS = 50

Figures = Mapping[UUID | None, Counted]


def _activated(begin: datetime, end: datetime, **chosen: str) -> list[Release]:
    rows = Release.objects.filter(activated_at__gte=begin, activated_at__lt=end, **chosen)
    return list(rows.defer("notes_nl", "notes_en").order_by("activated_at", "id"))


def count(begin: datetime, end: datetime, about: str = "") -> Figures:
    """How many releases were activated in a period, of one kind or purpose where `about` chooses one (PX-110)."""
    name, _, word = about.partition(";")[0].partition("=")
    found = _activated(begin, end, **({CHOSEN[name]: word} if name else {}))
    rows = tuple(_line("release", one) for one in found[:MOST_ROWS])
    return {None: Counted(len(found), 1, {"releases": len(found)}, rows)}


def failed(begin: datetime, end: datetime) -> Figures:
    """How many requests failed while releases were activated; without an upper end where one was not measured."""
    found = _activated(begin, end)
    known = [one for one in found if one.failed_requests is not None]
    rows = [_line("failed", one, str(one.failed_requests)) for one in known]
    return _sum(found, known, sum(one.failed_requests or 0 for one in known), rows)


def interruption(begin: datetime, end: datetime) -> Figures:
    """For how long the activation of releases interrupted customers, in microseconds; as `failed`."""
    found = _activated(begin, end)
    known = [one for one in found if one.interruption_ms is not None]
    rows = [_line("interrupted", one, f"~{(one.interruption_ms or 0) * 1000}") for one in known]
    return _sum(found, known, sum((one.interruption_ms or 0) * 1000 for one in known), rows)


def _sum(found: Iterable[Release], known: Iterable[Release], total: int, rows: list[str]) -> Figures:
    listed, measured = list(found), {one.id for one in known}
    missing = [_line("unmeasured", one) for one in listed if one.id not in measured]
    parts = {"releases": len(listed), **({ENDLESS: 1} if missing else {})}
    return {None: Counted(total, 1, parts, tuple([*rows, *missing][:MOST_ROWS]))}


def _line(word: str, one: Release, *more: str) -> str:
    """A row: the version in words that have no meaning of their own there, and when it was activated."""
    version = one.version.replace(";", ",").lstrip("@~")
    when = [f"@{one.activated_at:%Y-%m-%dT%H:%M:%SZ}"] if one.activated_at and word != "unmeasured" else []
    return ";".join([word, version, *when, *more])


INDICATORS = {COUNT: count, FAILED: failed, INTERRUPTION: interruption}
BY_PART = {COUNT: count}
