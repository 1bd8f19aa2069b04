"""Taking over what another system holds, for programs: the lines of a file, by the same checks and the same action."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import AfterValidator, Field, StringConstraints

from waarborg.customers.actions.importing import staged
from waarborg.customers.actions.importing.carry_out import BadLines, Worked, carry_out, work_out
from waarborg.customers.actions.importing.kinds import Kind, kinds
from waarborg.customers.permissions import IMPORT
from waarborg.customers.queries import provider
from waarborg.customers.rules.importing.problems import Problem
from waarborg.kernel.delimited import Delimited, Line
from waarborg.kernel.errors import BadInput
from waarborg.plumbing import clock
from waarborg.plumbing.permissions import NotFound, require
from waarborg.plumbing.rest.input import Body, Invalid, Word, plain
from waarborg.plumbing.rest.operations import by_of, spoken, writes

router = Router(tags=["imports"])
MOST_LINES, SHOWN = 2_000, 1_000
# What a column takes is told by the column: here only what no column could hold is stopped.
Cell = Annotated[str, StringConstraints(max_length=20_000), AfterValidator(plain)]
UNKNOWN = {"nl": "bestaat niet: kies uit {names}", "en": "does not exist: choose from {names}"}


class NoSuchKind(BadInput):
    code = "customers.import.no-such-kind"
    nl = "“{said}” kan niet worden overgenomen."
    en = "“{said}” cannot be imported."
    nl_way_out = "Kies uit {names}."
    en_way_out = "Choose from {names}."


class Lines(Body):
    kind: Word = Field(description="customers, people, contacts, contracts, tickets or articles: best in this order.")
    source: Word = Field("import", description="The other system; references are kept under its name.")
    lines: list[dict[Word, Cell]] = Field(
        max_length=MOST_LINES,
        description="Each by the names of columns of the kind (such as reference, name), values as a file writes them.",
    )
    dry_run: bool = Field(True, description="Say what would come in and what is wrong; import nothing.")
    skip_bad: bool = Field(False, description="Import the good lines though others are not right.")


class Wrong(Schema):
    """A line that cannot be taken, counted from 0 as in `lines`."""

    line: int
    column: str
    value: str
    code: str
    detail: str
    way_out: str


class ImportOut(Schema):
    """What the lines come to. `different` came in before with other values, and stay as they are."""

    kind: str
    source: str
    imported: bool
    total: int
    fresh: int
    known: int
    different: list[int]
    bad: int
    problems: list[Wrong]


@router.post("/imports", **writes("imports:write", "imports_carry_out", ImportOut, made=False, conditional=False))
def carry_out_lines(request: HttpRequest, body: Lines) -> ImportOut:
    """Try lines out, or import them: all good ones or none. For service managers; nobody gets mail."""
    by, at, known = by_of(request), clock.now(), kinds()
    require(by, IMPORT)
    house = provider()
    if house is None:
        raise NotFound()
    if body.kind not in known:
        raise NoSuchKind(said=body.kind, names=", ".join(known), path="kind")
    kind, source = known[body.kind], staged.source_name(body.source)
    table = _table(kind, body.lines)
    mapped = {name: place for place, name in enumerate(table.headings)}
    if body.dry_run:
        return _told(work_out(kind, table, mapped, source=source, at=at), body, imported=False)
    try:
        worked = carry_out(kind, table, mapped, source=source, skip_bad=body.skip_bad, by=by, at=at)
    except BadLines as refusal:
        refusal.faults = _faults(refusal.worked.problems)  # type: ignore[attr-defined]
        raise
    if worked.fresh:
        staged.record_done(kind, request.body, "api.json", worked, provider=house.id, by=by, at=at)
    return _told(worked, body, imported=True)


def _table(kind: Kind, lines: Sequence[Mapping[str, str]]) -> Delimited:
    """The lines as a file would hold them, numbered from 0. Raises Invalid for a column that the kind does not have."""
    names = [column.name for column in kind.columns]
    faults = [
        (f"#/lines/{number}/{_pointed(name)}", {lang: UNKNOWN[lang].format(names=", ".join(names)) for lang in UNKNOWN})
        for number, line in enumerate(lines)
        for name in line
        if name not in names
    ]
    if faults:
        raise Invalid(faults[:SHOWN])
    used = [name for name in names if any(name in line for line in lines)]
    cells = (tuple(line.get(name, "") for name in used) for line in lines)
    held = tuple(Line(number, one) for number, one in enumerate(cells))
    return Delimited("UTF-8", ";", tuple(used), 0, held)


def _pointed(name: str) -> str:
    """A member of a JSON pointer (RFC 6901, 3)."""
    return name.replace("~", "~0").replace("/", "~1")


def _faults(problems: Sequence[Problem]) -> list[tuple[str, dict[str, str]]]:
    return [
        (
            f"#/lines/{one.line}" + (f"/{_pointed(one.column)}" if one.column else ""),
            {lang: one.refusal.say(lang) for lang in ("nl", "en")},
        )
        for one in problems[:SHOWN]
    ]


def _told(worked: Worked, body: Lines, *, imported: bool) -> ImportOut:
    lang = spoken()
    problems = [
        Wrong(
            line=one.line,
            column=one.column,
            value=one.value[: staged.SHOWN_CELLS],
            code=one.refusal.code,
            detail=one.refusal.say(lang),
            way_out=one.refusal.way_out(lang) or "",
        )
        for one in worked.problems[:SHOWN]
    ]
    counts: dict[str, Any] = {**worked.counts, "different": worked.different}
    return ImportOut(kind=body.kind, source=worked.batch.source, imported=imported, problems=problems, **counts)
