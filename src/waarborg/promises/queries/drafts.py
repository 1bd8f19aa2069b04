"""Drafts, and everything that is said beside one while it is written."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from waarborg.plumbing.permissions import NotFound
from waarborg.promises.models import AgreementVersion, Draft, DraftDocument
from waarborg.promises.queries.amendments import base_of
from waarborg.promises.queries.differences import Compared, in_words
from waarborg.promises.queries.history import history
from waarborg.promises.queries.scope import unsupplied
from waarborg.promises.queries.standing import compiled, file_of
from waarborg.promises.rules.agreement import Agreement, Problem, load
from waarborg.promises.rules.agreement.phrases import Phrases
from waarborg.promises.rules.agreement.render import Chapter, chapters
from waarborg.promises.rules.backtest import Counted, backtest, picture
from waarborg.promises.rules.difference import diff
from waarborg.promises.rules.registry import known

MOST_EVENTS = 40_000


@dataclass(frozen=True)
class Beside:
    """What the pane beside a text shows. `agreement` is None while something is wrong with it."""

    problems: Sequence[Problem]
    warnings: Sequence[Problem]
    unsupplied: Sequence[Problem]
    agreement: Agreement | None
    readable: Sequence[tuple[str, Sequence[Chapter]]]
    before: AgreementVersion | None
    found: Compared | None


@dataclass(frozen=True)
class Tried:
    """One promise under the version that holds and under the draft."""

    promise: str
    old: Counted
    new: Counted
    picture: str


def drafts() -> list[Draft]:
    """Those not published yet, the last saved first. One query."""
    return list(Draft.objects.filter(published__isnull=True).order_by("-saved_at", "-id"))


def draft(identifier: UUID) -> Draft:
    """Raises NotFound."""
    found: Draft | None = Draft.objects.select_related("published").filter(id=identifier).first()
    if found is None:
        raise NotFound()
    return found


def files(of: Draft) -> list[str]:
    """The names of the documents that were handed in with it. One query."""
    rows = DraftDocument.objects.filter(draft_id=of.id).exclude(content=b"")
    return list(rows.order_by("file").values_list("file", flat=True))


def newest(agreement: str) -> AgreementVersion | None:
    """The version of an agreement that was published last, for everybody."""
    rows = AgreementVersion.objects.filter(agreement=agreement, audience="customers")
    return rows.order_by("-published_at", "-id").first()


def beside(source: str, lang: str) -> Beside:
    """Checks a text and compares it with the newest version of the agreement that it names; what was agreed with one
    customer with the version that it rests on."""
    loaded = load(source.encode(), name="concept")
    base = base_of(loaded)
    if base is not None:
        loaded = load(source.encode(), name="concept", base=file_of(base))
    agreement = None if loaded.problems else loaded.amended[0].agreement if base is not None else loaded.agreement
    if agreement is None:
        return Beside(loaded.problems, loaded.warnings, (), None, (), None, None)
    readable = [(one, tuple(chapters(agreement, Phrases(agreement, known(), one)))) for one in ("nl", "en")]
    before = base or newest(agreement.agreement)
    found = in_words(diff(compiled(before.sha256).agreement, agreement), lang) if before else None
    return Beside((), loaded.warnings, unsupplied(loaded), agreement, readable, before, found)


def tried(agreement: Agreement, before: AgreementVersion, first: date, last: date, lang: str) -> list[Tried] | None:
    """Both versions on what the journal holds of a period; None where that is more than a page should compute."""
    events = history(first, last, zone=agreement.timezone)
    if events.count > MOST_EVENTS:
        return None
    held = backtest(compiled(before.sha256).agreement, events, registry=known())
    would = backtest(agreement, events, registry=known())
    old = {one.promise: one.all for one in held.promises}
    return [
        Tried(one.promise, old.get(one.promise, Counted()), one.all, picture(one.all, lang, title=one.promise))
        for one in would.promises
        if one.all.verdicts or old.get(one.promise, Counted()).verdicts
    ]
