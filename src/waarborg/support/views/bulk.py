"""One act on several tickets: asked on a page that names them, done one by one, and told which were refused and why."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from django import forms
from django.conf import settings
from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from waarborg.access.guard import staff_only
from waarborg.customers.models import Organisation
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clock, permissions
from waarborg.plumbing.actors import Actor
from waarborg.promises import queries as promises
from waarborg.promises.actions.waive import waive
from waarborg.promises.forms import WaiveForm
from waarborg.support.actions.answer import answer
from waarborg.support.actions.assign import assign
from waarborg.support.actions.bulk.hold import begin, hold, let_wait
from waarborg.support.actions.bulk.take_back import sent_after_all
from waarborg.support.actions.bulk.undo import Before, remember
from waarborg.support.actions.locking import locked
from waarborg.support.actions.prioritise import prioritise
from waarborg.support.forms import BulkMessageForm, PriorityForm
from waarborg.support.models import Sending
from waarborg.support.queries.held import tickets_of
from waarborg.support.queries.selection import Chosen, selection
from waarborg.support.rules import states
from waarborg.support.rules.bulk import CAN_BE_UNDONE

PERMISSIONS = {
    "take": "support.ticket.assign",
    "priority": "support.ticket.prioritise",
    "message": "support.ticket.answer",
    "waive": "promises.clock.waive",
}


class NothingToWaive(Refusal):
    """The clock that stood on the page has been decided or waived since."""

    code = "support.ticket.nothing-to-waive"
    nl = "Er is geen lopende termijn om kwijt te schelden."
    en = "No term runs that could be waived."


@dataclass
class Done:
    """What became of each ticket. `refused` are (ticket, refusal); `undo` sets the others back, if that can be;
    `sending` is what waits a moment before it is sent to them."""

    done: list[Chosen] = field(default_factory=list)
    refused: list[tuple[Chosen, Refusal]] = field(default_factory=list)
    undo: UUID | None = None
    sending: Sending | None = None


def each(chosen: Sequence[Chosen], act: Callable[[Chosen], object]) -> Done:
    """`act` on every ticket by itself: what one refuses does not hold up the others, for each act has its savepoint."""
    told = Done()
    for one in chosen:
        try:
            act(one)
        except Refusal as refusal:
            told.refused.append((one, refusal))
        else:
            told.done.append(one)
    return told


@staff_only
@require_POST
def bulk(request: HttpRequest, act: str) -> HttpResponse:
    """`act` is a key of PERMISSIONS. Without `sure` it asks; taking asks nothing."""
    by, at = request.actor, clock.now()  # type: ignore[attr-defined]
    if act not in PERMISSIONS:
        raise permissions.NotFound()
    permissions.require(by, PERMISSIONS[act])
    chosen = selection(request.POST.getlist("ticket"), by)
    if not chosen:
        return _page(request, act, chosen, None, at=at)
    if act == "take":
        taking: Callable[[Chosen], object] = lambda one: assign(one.ticket, by=by, at=at, to=(by.person, by.name))  # noqa: E731
        return _told(request, act, chosen, _each(chosen, act, taking, by, at), None, at=at)
    bound = "sure" in request.POST
    form = _form(act, request.POST if bound else None, chosen, at=at)
    if not bound or not form.is_valid():
        return _page(request, act, chosen, form, at=at)
    if act == "message" and settings.SEND_HOLD:
        told = _held(chosen, form.cleaned_data, by, at)
    else:
        told = _each(chosen, act, _act(act, form.cleaned_data, request, by, at), by, at)
    if act == "message" and not told.refused and (back := form.cleaned_data["back"]):
        sent_after_all(back, by=by)
    return _told(request, act, chosen, told, form, at=at)


def _each(chosen: Sequence[Chosen], act: str, do: Callable[[Chosen], Any], by: Actor, at: datetime) -> Done:
    """`each`, with what stood there before where that can be set back."""
    if act not in CAN_BE_UNDONE:
        return each(chosen, do)
    before: list[Before] = []

    def kept(one: Chosen) -> None:
        # As it is under the lock that the act takes too.
        was = locked(one.ticket)
        now = do(one)
        if act == "priority" and now.priority != was.priority:
            before.append(Before(was.id, was.shown_number, was.priority, "", now.priority))
        if act == "take" and now.assignee_id != was.assignee_id:
            whom = (str(was.assignee_id or ""), was.assignee_name, str(now.assignee_id))
            before.append(Before(was.id, was.shown_number, *whom))

    told = each(chosen, kept)
    if before:
        told.undo = remember(act, before, by=by, at=at).id
    return told


def _held(chosen: Sequence[Chosen], filled: dict[str, Any], by: Actor, at: datetime) -> Done:
    """A message on each of them that waits a moment. The same form twice waits once."""
    wait = timedelta(seconds=settings.SEND_HOLD)
    sending = begin(filled["text"], filled["purpose"], by=by, at=at, wait=wait)

    def held(one: Chosen) -> None:
        once = uuid5(filled["once"], str(one.ticket.id))
        hold(one.ticket, sending, by=by, at=at, revision=one.revision, once=once)

    told = each(chosen, held)
    if let_wait(sending):
        told.sending = sending
    return told


def taken_back(request: HttpRequest, sending: Sending, *, at: datetime) -> HttpResponse:
    """The form as it was filled in, with its tickets as the writer saw them: what happened there since is noticed."""
    by = request.actor  # type: ignore[attr-defined]
    begin_with = {"text": sending.text, "purpose": sending.purpose, "back": sending.id}
    form = BulkMessageForm(None, lang=get_language(), initial=begin_with)
    chosen = [one for one, _stopped in tickets_of(sending, by)]
    said = _("Taken back: nobody got this message. Change it and send it, or leave it.")
    return _page(request, "message", chosen, form, at=at, said=said)


def _form(act: str, data: Any, chosen: Sequence[Chosen], *, at: datetime) -> forms.Form:
    lang = get_language()
    if act == "waive":
        return WaiveForm(data)
    if act == "message":
        return BulkMessageForm(data, lang=lang)
    words: dict[str, Any] = {}
    for tenant in sorted({one.ticket.tenant_id for one in chosen}):
        # Words that some agreement lacks are refused for just that customer, by the action itself.
        for word, texts in promises.scheme_choices(tenant, "priority", at=at).items():
            words.setdefault(word, texts)
    return PriorityForm(data, priorities=dict(sorted(words.items())), lang=lang)


def _act(act: str, filled: dict[str, Any], request: HttpRequest, by: Actor, at: datetime) -> Callable[[Chosen], object]:
    """What to do with one ticket. Sent twice, a message arrives once with each customer."""
    if act == "priority":
        return lambda one: prioritise(one.ticket, by=by, at=at, **filled)
    if act == "message":
        return lambda one: answer(
            one.ticket,
            by=by,
            at=at,
            text=filled["text"],
            purpose=filled["purpose"],
            revision=one.revision,
            once=uuid5(filled["once"], str(one.ticket.id)),
        )
    clocks = dict(value.split(":", 1) for value in request.POST.getlist("clock") if ":" in value)

    def let_go(one: Chosen) -> None:
        ticket = locked(one.ticket)
        promise = clocks.get(str(ticket.id), "")
        if promise not in {card.promise for card in _waivable(ticket.ref, ticket.tenant_id, at)}:
            raise NothingToWaive()
        waive(ticket.ref, by=by, at=at, tenant=ticket.tenant_id, promise=promise, reason=filled["reason"])

    return let_go


def _waivable(ref: Any, tenant: UUID, at: datetime) -> list[promises.Card]:
    """Open clocks, the one that presses most first."""
    cards = promises.cards(ref, tenant=tenant, now=at, lang=get_language(), audience="staff")
    return [card for card in cards if card.is_open and card.state != "waived"]


def _told(
    request: HttpRequest, act: str, chosen: Sequence[Chosen], told: Done, form: forms.Form | None, *, at: datetime
) -> HttpResponse:
    """Back to the queue when all went well; else the refused ones with the reason of each, still selected."""
    count = len(told.done)
    if not told.refused:
        success(request, _waits(told) if told.sending else _sentence(act, count))
        return redirect(reverse("support:queue") + (f"?undo={told.undo}" if told.undo else ""))
    fresh = selection([one.value for one, _why in told.refused], request.actor)  # type: ignore[attr-defined]
    left = [Chosen(one.ticket, one.ticket.revision) for one in fresh]
    reasons = {one.ticket.id: refusal for one, refusal in told.refused}
    said = "" if not count else _waits(told) if told.sending else _sentence(act, count)
    status, sending = 200 if count else 409, told.sending
    return _page(
        request, act, left, form, at=at, said=said, reasons=reasons, status=status, undo=told.undo, sending=sending
    )


def _waits(told: Done) -> str:
    said = ngettext(
        "Is sent on %(n)s ticket in %(seconds)s seconds.", "Is sent on %(n)s tickets in %(seconds)s seconds.",
        len(told.done),
    )  # fmt: skip
    return said % {"n": len(told.done), "seconds": settings.SEND_HOLD}


def _sentence(act: str, count: int) -> str:
    said = {
        "take": ngettext("%(n)s ticket is yours.", "%(n)s tickets are yours.", count),
        "priority": ngettext("The priority of %(n)s ticket is set.", "The priority of %(n)s tickets is set.", count),
        "message": ngettext("Sent on %(n)s ticket.", "Sent on %(n)s tickets.", count),
        "waive": ngettext("%(n)s term has been waived.", "%(n)s terms have been waived.", count),
    }
    return said[act] % {"n": count}


def _page(
    request: HttpRequest,
    act: str,
    chosen: Sequence[Chosen],
    form: forms.Form | None,
    *,
    at: datetime,
    said: str = "",
    reasons: dict[UUID, Refusal] | None = None,
    status: int = 200,
    undo: UUID | None = None,
    sending: Sending | None = None,
) -> HttpResponse:
    tenants = {one.ticket.tenant_id for one in chosen}
    names = dict(Organisation.objects.filter(id__in=tenants).values_list("id", "name"))
    lines = []
    for one in chosen:
        cards = _waivable(one.ticket.ref, one.ticket.tenant_id, at) if act == "waive" else []
        lines.append(
            {
                "chosen": one,
                "organisation": names.get(one.ticket.tenant_id, ""),
                "clock": cards[0] if cards else None,
                "refusal": (reasons or {}).get(one.ticket.id),
            }
        )
    heading, verb = _words(act)
    context = {
        "undo": undo,
        "sending": sending,
        "wait": settings.SEND_HOLD,
        "act": act,
        "lines": lines,
        "form": form,
        "said": said,
        "act_heading": heading,
        "verb": verb,
        "purposes": states.PURPOSES,
        "refused": bool(reasons),
    }
    if not chosen or (form is not None and form.errors):
        status = 422
    return render(request, "support/bulk.html", context, status=status)


def _words(act: str) -> tuple[str, str]:
    return {
        "take": (_("Take several tickets"), _("Take them")),
        "priority": (_("Set the priority of several tickets"), _("Set priority")),
        "message": (_("One message on several tickets"), _("Send")),
        "waive": (_("Waive several terms"), _("Waive")),
    }[act]
