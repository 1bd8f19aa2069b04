"""Evidence reports for programs, and the vendor's own application, which tells which of its functions work."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from waarborg.plumbing import clock, permissions
from waarborg.plumbing.rest import pages
from waarborg.plumbing.rest.input import Body, Instant, Line, Word
from waarborg.plumbing.rest.operations import by_of, reads, spoken, writes
from waarborg.trust.actions.record_scan import Found, record_scan
from waarborg.trust.actions.report_functions import Told, report_functions
from waarborg.trust.functions import FunctionReport
from waarborg.trust.models import Finding, Report
from waarborg.trust.permissions import READ, REPORT_FUNCTION
from waarborg.trust.queries import reports as reading
from waarborg.trust.rules import names_of_application as application

router = Router(tags=["reports"])


class ReportOut(Schema):
    """One version of the report of one month. `complete` is false while the month still runs."""

    id: UUID
    number: str
    customer: UUID
    month: str
    version: int
    complete: bool
    made_at: datetime
    sha256: str
    key: str


class Reports(Schema):
    items: list[ReportOut]
    next: str | None


def told(report: Report) -> ReportOut:
    row = {name: getattr(report, name) for name in ReportOut.model_fields if hasattr(report, name)}
    return ReportOut(**{**row, "customer": report.tenant_id, "key": report.fingerprint})


@router.get("/reports", **reads("reports:read", "reports_list", Reports))
def list_reports(
    request: HttpRequest,
    cursor: pages.Cursor = None,
    limit: pages.Limit = pages.LIMIT,
    customer: Annotated[UUID | None, Query(description="Staff only: of one customer.")] = None,
) -> Reports:
    """Reports, the one made last first: of all customers for staff, of the own organisation for others."""
    by = by_of(request)
    permissions.require(by, READ)
    rows = Report.objects.defer("payload", "signature", "subjects")
    rows = rows if by.is_staff else rows.filter(tenant_id=by.tenant)
    rows = rows.filter(tenant_id=customer) if customer else rows
    place = pages.after(cursor, pages.identifier)
    rows = rows.filter(id__lt=place[0]) if place else rows
    # Identifiers are made in the order of time (UUID version 7).
    shown, later = pages.cut(list(rows.order_by("-id")[: limit + 1]), limit, lambda one: (one.id,))
    return Reports(items=[told(one) for one in shown], next=later)


@router.get("/reports/{uuid:report}", **reads("reports:read", "reports_read", ReportOut))
def read_report(request: HttpRequest, report: UUID) -> ReportOut:
    """About one report."""
    return told(reading.find(by_of(request), report))


@router.get("/reports/{uuid:report}/signed", **reads("reports:read", "reports_signed", "application/json"))
def read_signed(request: HttpRequest, report: UUID) -> HttpResponse:
    """The signed report, byte for byte as the pages give it: `waarborg verify` checks it."""
    found = reading.find(by_of(request), report)
    return HttpResponse(found.envelope, content_type="application/json")


class FunctionOut(Schema):
    """A function that an agreement may promise, and what the application said of it last; null before it said any."""

    name: str
    title: str
    works: bool | None
    nl: str
    en: str
    release: str
    reported_at: datetime | None


class Functions(Schema):
    items: list[FunctionOut]


class ToldFunction(Body):
    """`nl` and `en` are a sentence for staff of what was seen; it names no customers."""

    name: Word
    works: bool
    nl: Line = ""
    en: Line = ""


class ToldFunctions(Body):
    """`release` is the application's own version."""

    functions: list[ToldFunction] = Field(max_length=100, min_length=1)
    release: Word = ""


def _functions() -> Functions:
    lang, held = spoken(), {one.check_name: one for one in FunctionReport.objects.all()}
    return Functions(
        items=[
            _told_of(name, phrase[lang], held.get(f"{application.DOMAIN}.{name}"))
            for name, phrase in application.CHECKS.items()
        ]
    )


def _told_of(name: str, title: str, row: FunctionReport | None) -> FunctionOut:
    if row is None:
        return FunctionOut(name=name, title=title, works=None, nl="", en="", release="", reported_at=None)
    said = {one: getattr(row, one) for one in ("works", "nl", "en", "release", "reported_at")}
    return FunctionOut(name=name, title=title, **said)


@router.get("/functions", **reads("functions:read", "functions_list", Functions))
def list_functions(request: HttpRequest) -> Functions:
    """The functions of the vendor's own application, for staff: what it said last of each."""
    permissions.require(by_of(request), REPORT_FUNCTION)
    return _functions()


@router.post("/functions", **writes("functions:write", "functions_report", Functions, made=False, conditional=False))
def tell_functions(request: HttpRequest, body: ToldFunctions) -> Functions:
    """What the application saw when it looked at its own functions, once a day at least. All of it is taken down, or
    nothing."""
    told = [Told(one.name, one.works, one.nl, one.en) for one in body.functions]
    report_functions(told, release=body.release, by=by_of(request), at=clock.now())
    return _functions()


class FoundIn(Body):
    """What a scan found: `key` tells it from others, such as a CVE and the part that has it. `due` is the day by which
    it is closed; left out, the usual one of its severity."""

    key: Line = Field(min_length=1)
    title: Line = Field(min_length=1)
    severity: Word
    due: date | None = None


class ScanIn(Body):
    tool: Word
    target: Line
    done_at: Instant
    findings: list[FoundIn] = Field(default_factory=list, max_length=1000)


class ScanOut(Schema):
    """A scan that was taken down; `open` is how many findings are open now, of all scans."""

    id: UUID
    done_at: datetime
    found: int
    open: int


@router.post("/scans", **writes("scans:write", "scans_record", ScanOut, made=False, conditional=False))
def tell_scan(request: HttpRequest, body: ScanIn) -> ScanOut:
    """A scan for vulnerabilities that the vendor's scanner did, for staff: all of it is taken down, or nothing."""
    found = [Found(one.key, one.title, one.severity, one.due) for one in body.findings]
    made = record_scan(body.tool, body.target, found, done_at=body.done_at, by=by_of(request), at=clock.now())
    count = Finding.objects.filter(closed_at=None).count()
    return ScanOut(id=made.id, done_at=made.done_at, found=len(found), open=count)
