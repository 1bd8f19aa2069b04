"""What a release brings, piece by piece; the tests of a piece, and calling it stable."""

from dataclasses import dataclass, fields
from datetime import date, datetime
from functools import partial
from uuid import UUID

from waarborg.plumbing import journal
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.permissions import NotFound, require
from waarborg.promises.queries.judged import NotYetByAgreement
from waarborg.promises.rules.judged import unmet
from waarborg.releases.actions.refusals import AlreadyStable, NoTitle, TooLong, UnknownKind, UnknownTest
from waarborg.releases.events import ITEM_ADDED, ITEM_TESTED, STABLE, TESTS_PASSED
from waarborg.releases.models import Item, ItemTest
from waarborg.releases.permissions import DECLARE_STABLE, PLAN
from waarborg.releases.queries import releases as reading
from waarborg.releases.queries.agreed import in_force
from waarborg.releases.queries.changelog import passed_tests
from waarborg.releases.rules import items as rules
from waarborg.releases.rules import testing

ACT, TESTED = "releases.release.declare-stable", "releases.release.tested"


@dataclass(frozen=True, slots=True)
class Piece:
    """What customers read of it; `wishes` are the numbers of the tickets that asked for it, `effective_on` the day on
    which a change of the law takes effect."""

    kind: str
    title_nl: str
    title_en: str = ""
    text_nl: str = ""
    text_en: str = ""
    origin: str = rules.VISION
    wishes: str = ""
    effective_on: date | None = None


@action("releases.release.add-item")
def add_item(release: UUID, piece: Piece, *, by: Actor, at: datetime) -> Item:
    """Add it to a release; to one that is published it is added for everybody to read.

    Raises NotAllowed, NotFound, UnknownKind, NoTitle, TooLong.
    """
    require(by, PLAN)
    held = reading.locked(release)
    if piece.kind not in rules.KINDS or piece.origin not in rules.ORIGINS:
        raise UnknownKind(path="kind")
    if not piece.title_nl.strip():
        raise NoTitle(path="title_nl")
    for path, most in (
        ("title_nl", rules.LONGEST_TITLE), ("title_en", rules.LONGEST_TITLE), ("text_nl", rules.LONGEST_TEXT),
        ("text_en", rules.LONGEST_TEXT), ("wishes", rules.LONGEST_WISHES),
    ):  # fmt: skip
        if len(getattr(piece, path)) > most:
            raise TooLong(path=path, most=most)
    given = {one.name: getattr(piece, one.name) for one in fields(piece)}
    out = held.published_at is not None
    made: Item = Item.objects.create(
        tenant_id=held.tenant_id,
        release=held,
        audience="public" if out else "provider",
        published_at=at if out else None,
        **{name: one.strip() if isinstance(one, str) else one for name, one in given.items()},
    )
    journal.record(
        ITEM_ADDED, tenant=held.tenant_id, subject=held.ref, related=[made.ref], by=by, at=at,
        data={"title": made.title_nl, "kind": made.kind, "origin": made.origin},
    )  # fmt: skip
    return made


@action("releases.release.test-item")
def test_item(item: UUID, kind: str, passed: bool, evidence: str, *, by: Actor, at: datetime) -> ItemTest:
    """What a test of one kind found, with where that lies; the newest counts. Raises NotAllowed, NotFound, UnknownTest,
    TooLong."""
    require(by, PLAN)
    held = _locked(item)
    if kind not in testing.KINDS or not evidence.strip():
        raise UnknownTest(path="evidence")
    if len(evidence) > testing.LONGEST_EVIDENCE:
        raise TooLong(path="evidence", most=testing.LONGEST_EVIDENCE)
    was = not testing.missing(passed_tests([held.id]).get(held.id, set()))
    ItemTest.objects.bulk_create(
        [
            ItemTest(
                tenant_id=held.tenant_id, item=held, kind=kind, passed=passed, on=at.date(), evidence=evidence.strip()
            )
        ],
        update_conflicts=True,
        unique_fields=["item", "kind"],
        update_fields=["passed", "on", "evidence"],
    )
    about, data = held.release.ref, {"kind": kind, "passed": str(passed).lower(), "evidence": evidence.strip()}
    note = partial(journal.record, tenant=held.tenant_id, subject=about, related=[held.ref], by=by, at=at)
    note(ITEM_TESTED, data=data)
    if not was and not testing.missing(passed_tests([held.id]).get(held.id, set())):
        note(TESTS_PASSED)
    found: ItemTest = ItemTest.objects.get(item=held, kind=kind)
    return found


@action(ACT)
def declare_stable(item: UUID, *, by: Actor, at: datetime) -> Item:
    """Call it stable, where the agreements in force allow that (CL-19).

    Raises NotAllowed, NotFound, AlreadyStable, NotYetByAgreement.
    """
    require(by, DECLARE_STABLE)
    held = _locked(item)
    if held.stable_at is not None:
        raise AlreadyStable()
    tested = testing.is_tested(passed_tests([held.id]).get(held.id, set()), held.release.activated_at, at)
    words = {"release-kind": held.release.kind, "purpose": held.release.purpose}
    for agreement in in_force(at=at):
        said = unmet(agreement, ACT, words, {TESTED: tested})
        if said is not None:
            raise NotYetByAgreement(said=dict(said))
    held.stable_at = at
    held.save(update_fields=["stable_at"])
    journal.record(STABLE, tenant=held.tenant_id, subject=held.release.ref, related=[held.ref], by=by, at=at)
    return held


def _locked(item: UUID) -> Item:
    found: Item | None = Item.objects.select_for_update(of=("self",)).select_related("release").filter(id=item).first()
    if found is None:
        raise NotFound()
    return found
