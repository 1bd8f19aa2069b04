"""Mail to who subscribed to how things are: of each message of an incident and of planned work; and forgetting them."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from waarborg.availability import events
from waarborg.availability.actions.subscribe import PROGRAM, leave
from waarborg.availability.models import Incident, Subscription, Update, Work
from waarborg.availability.queries.maintenance_words import beginning, window_words
from waarborg.availability.queries.subscriptions import leave_url, readers, unsubscribing
from waarborg.availability.rules.incidents import call_phase
from waarborg.availability.rules.work_kinds import ANNOUNCED, CANCELLED, EXTENDED, MOVED, SHORTENED
from waarborg.notices.actions.suppress import note_bounce
from waarborg.notices.rules.bounces import is_gone
from waarborg.plumbing import jobs, journal
from waarborg.plumbing.actors import SYSTEM
from waarborg.plumbing.journal import Pending
from waarborg.plumbing.journal.words import name_kinds
from waarborg.plumbing.outbox import leaving
from waarborg.plumbing.outbox.models import OutboxMail, State
from waarborg.plumbing.outbox.send import Letter, Recipient, send_mails
from waarborg.plumbing.queue import task
from waarborg.plumbing.templatetags.waarborg import zone_of

TELL: Final = "availability.tell-subscribers"
TELL_OF_WORK: Final = "availability.tell-subscribers-of-work"
MAIL: Final = "availability/mail/status.txt"
UNCONFIRMED_FOR: Final = timedelta(days=2)
_INCIDENTS: Final = frozenset({events.OPENED, events.UPDATED, events.RESOLVED, events.LOOKED_BACK})
_WORK: Final = {
    events.WORK_ANNOUNCED: ANNOUNCED,
    events.WORK_MOVED: MOVED,
    events.WORK_EXTENDED: EXTENDED,
    events.WORK_SHORTENED: SHORTENED,
    events.WORK_CANCELLED: CANCELLED,
}
_AT_ONCE: Final = 200


def ask_to_tell(entries: Sequence[Pending]) -> None:
    """One job for each message, with its transaction."""
    for one in entries:
        if one.kind in _INCIDENTS:
            jobs.enqueue(tell_of_incident, {"incident": one.subject.id, "told_at": one.at})
        elif one.kind in _WORK:
            jobs.enqueue(tell_of_work, {"work": one.subject.id, "change": _WORK[one.kind], "told_at": one.at})


journal.before_append(ask_to_tell)
leaving.head(MAIL, unsubscribing)
name_kinds(
    {
        events.JOINED: ("het bevestigen van mail over de status", "the confirmation of mail about the status"),
        events.LEFT: ("het afzeggen van mail over de status", "the end of mail about the status"),
    }
)


@task(name=TELL)
def tell_of_incident(incident: UUID, told_at: datetime, at: datetime) -> None:
    """What was said of an incident at that instant, to who asked for a component that it hits; of what visitors may not
    read, nothing. Carried out twice, nobody gets it twice."""
    held = Incident.objects.filter(id=incident, audience="public").first()
    update = Update.objects.filter(incident_id=incident, at=told_at).order_by("-id").first()
    if held is None or update is None:
        return
    hit = {str(one) for one in held.outages.filter(component__audience="public").values_list("component_id", flat=True)}

    def words(lang: str) -> dict[str, Any]:
        title = f"{call_phase(update.phase, lang)}: {held.title(lang)}"
        address = settings.STATUS_URL + reverse("availability:public-incident", args=[held.id])
        return {"title": title, "text": update.text(lang), "address": address}

    _tell(held.tenant_id, hit, words, key=f"availability.update:{update.id}", at=at)


@task(name=TELL_OF_WORK)
def tell_of_work(work: UUID, change: str, told_at: datetime, at: datetime) -> None:
    """What became of planned work, to who asked for a component that it is done on."""
    held = Work.objects.filter(id=work, audience="public").first()
    if held is None:
        return
    hit = {str(one) for one in held.parts.filter(component__audience="public").values_list("component_id", flat=True)}

    def words(lang: str) -> dict[str, Any]:
        when = window_words(held.from_at, held.until_at, lang, zone_of())
        address = settings.STATUS_URL + reverse("availability:public-work", args=[held.id])
        return {
            "title": f"{beginning(change, lang)}: {held.title(lang)}",
            "when": when,
            "text": held.text(lang),
            "address": address,
        }

    _tell(held.tenant_id, hit, words, key=f"availability.work:{held.id}:{told_at.isoformat()}", at=at)


def _tell(tenant: UUID, hit: set[str], words: Callable[[str], dict[str, Any]], *, key: str, at: datetime) -> None:
    said = {lang: words(lang) for lang in ("nl", "en")}
    letters: list[Letter] = []
    for one in readers():
        if one.asks_for(hit):
            to = Recipient(one.address, language=one.language)
            letters.append(Letter(to, said[one.language], f"{key}:{one.id}", leave_url(one)))
        if len(letters) == _AT_ONCE:
            send_mails(MAIL, tenant=tenant, letters=letters, at=at)
            letters = []
    if letters:
        send_mails(MAIL, tenant=tenant, letters=letters, at=at)


@task(name="availability.forget-subscribers", every="41 * * * *", retry=None)
def forget(at: datetime) -> None:
    """Who never confirmed, and whose address does not exist."""
    Subscription.objects.filter(confirmed_at__isnull=True, asked_at__lt=at - UNCONFIRMED_FOR).delete()
    refused = OutboxMail.objects.filter(
        template__in=(MAIL, PROGRAM), state=State.DEAD, written__gt=at - UNCONFIRMED_FOR
    )
    gone = {mail.to_address.lower(): mail.failure for mail in refused if is_gone(mail.failure)}
    for held in Subscription.objects.filter(address__in=gone):
        note_bounce(held.address, gone[held.address], at=at)
        leave(held, by=SYSTEM, at=at)
