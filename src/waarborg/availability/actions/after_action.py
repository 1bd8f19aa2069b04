"""Writing down what was learned of an incident, and telling it as a look back on the status page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from waarborg.availability.actions.incidents import LONGEST_TEXT, Said, update_incident
from waarborg.availability.actions.refusals import ChangedMeanwhile, TooLong
from waarborg.availability.events import LEARNED
from waarborg.availability.models import AfterAction, FollowUp, Incident
from waarborg.availability.permissions import WRITE_AFTER
from waarborg.availability.queries import incidents as reading
from waarborg.availability.queries.after_actions import course
from waarborg.availability.queries.rosters import staff
from waarborg.availability.rules import after_action as rules
from waarborg.availability.rules.incidents import LOOKED_BACK
from waarborg.kernel.errors import BadInput, Refusal
from waarborg.plumbing import journal
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.permissions import NotFound, require
from waarborg.plumbing.web import wording

FIELDS = ("cause_nl", "cause_en", "done_nl", "done_en")
MOST, LONGEST_WHAT = 5, 300
_MINUTE = 60_000_000
_HEADS = {"nl": ("Oorzaak", "Wat wij deden en veranderen"), "en": ("Cause", "What we did and change")}


class HalfFollowUp(BadInput):
    code = "availability.after-action.half"
    nl = "Zeg van elke vervolgactie wat er gebeurt, wie het doet en wanneer het klaar is; ten hoogste {most}."
    en = "Say of each follow-up what is done, who does it and by which day; at most {most}."


class NothingLearned(BadInput):
    code = "availability.after-action.nothing"
    nl = "Schrijf eerst op waarom het gebeurde en wat eraan is gedaan."
    en = "First write down why it happened and what was done about it."


class StillRuns(Refusal):
    code = "availability.after-action.still-runs"
    nl = "Deze storing loopt nog; terugkijken kan als zij is opgelost."
    en = "This incident still goes on; looking back is for when it is resolved."


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be done, by which colleague, on which day at the latest, and whether it was."""

    what: str
    person: UUID
    due: date
    done: bool = False


@action("availability.after-action.write")
def write_after_action(
    incident: UUID,
    texts: Mapping[str, str],
    tasks: Sequence[Task],
    *,
    revision: int,
    today: date,
    by: Actor,
    at: datetime,
) -> AfterAction:
    """Write down what was learned: `texts` by FIELDS, `tasks` in order. `revision` is 0 where nothing was written yet.

    Raises NotAllowed, NotFound, TooLong, HalfFollowUp, ChangedMeanwhile.
    """
    require(by, WRITE_AFTER)
    held = reading.locked(incident)
    words = {name: texts.get(name, "").strip() for name in FIELDS}
    for path, text in words.items():
        if len(text) > LONGEST_TEXT:
            raise TooLong(most=LONGEST_TEXT, path=path)
    _check(tasks)
    row = _row(held, revision, at)
    for name, text in words.items():
        setattr(row, name, text)
    row.written_at = at
    row.save()
    _replace(row, tasks, today)
    data = {"follow-ups": len(tasks), "done": sum(1 for one in tasks if one.done)}
    journal.record(LEARNED, tenant=row.tenant_id, subject=row.ref, related=(held.ref,), by=by, at=at, data=data)
    return row


def _check(tasks: Sequence[Task]) -> None:
    """Raises HalfFollowUp, NotFound."""
    if len(tasks) > MOST or any(not 1 <= len(one.what.strip()) <= LONGEST_WHAT for one in tasks):
        raise HalfFollowUp(path="what", most=MOST)
    if tasks and not {one.person for one in tasks} <= {one.id for one in staff()}:
        raise NotFound()


def _row(held: Incident, revision: int, at: datetime) -> AfterAction:
    """Raises ChangedMeanwhile."""
    row: AfterAction | None = AfterAction.objects.select_for_update().filter(incident=held).first()
    if row is None and revision == 0:
        # Whoever writes holds the incident, so that two who begin at once make one.
        return AfterAction.objects.create(tenant_id=held.tenant_id, incident=held, written_at=at)  # type: ignore[no-any-return]
    if row is None or row.revision != revision:
        raise ChangedMeanwhile()
    row.revision += 1
    return row


def _replace(row: AfterAction, tasks: Sequence[Task], today: date) -> None:
    """What was done before keeps its day."""
    before = dict(row.follow_ups.filter(done_on__isnull=False).values_list("what", "done_on"))
    row.follow_ups.all().delete()
    FollowUp.objects.bulk_create(
        FollowUp(
            tenant_id=row.tenant_id,
            after_action=row,
            place=place,
            what=one.what.strip(),
            person_id=one.person,
            due_on=one.due,
            done_on=before.get(one.what.strip(), today) if one.done else None,
        )
        for place, one in enumerate(tasks)
    )


@action("availability.after-action.publish")
def publish_after_action(incident: UUID, *, by: Actor, at: datetime) -> AfterAction:
    """Tell it as a look back: cause, what was done, and how long each took; in English too where all of it is English.

    Raises NotAllowed, NotFound, StillRuns, NothingLearned.
    """
    require(by, WRITE_AFTER)
    held = reading.locked(incident)
    row: AfterAction | None = AfterAction.objects.select_for_update().filter(incident=held).first()
    if held.runs:
        raise StillRuns()
    if row is None or not row.cause_nl or not row.done_nl:
        raise NothingLearned(path="cause_nl")
    took = rules.spans(course(reading.find(incident)).moments)
    en = _told(row.cause_en, row.done_en, took, "en") if row.cause_en and row.done_en else ""
    said = Said(LOOKED_BACK, _told(row.cause_nl, row.done_nl, took, "nl"), en)
    update_incident(incident, said, revision=held.revision, by=by, at=at)
    row.published_at = at
    row.save(update_fields=["published_at"])
    return row


def took_words(us: int, lang: str) -> str:
    """A time in words; seconds say more than anybody measured."""
    if us < _MINUTE:
        return "minder dan een minuut" if lang == "nl" else "less than a minute"
    return wording.amount(us, lang)


def _told(cause: str, done: str, took: Mapping[str, int], lang: str) -> str:
    first, second = _HEADS[lang]
    times = [f"{rules.call_span(kind, lang)} {took_words(us, lang)}" for kind, us in took.items()]
    return f"{first}\n{cause}\n\n{second}\n{done}\n\n{'. '.join(times)}."
