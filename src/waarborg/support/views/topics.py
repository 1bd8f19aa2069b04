"""The topic of a ticket: set and proposed for at the desk, read and contested in the portal."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from waarborg.access.guard import contact_only, staff_only
from waarborg.contracts.permissions import ISSUE_QUOTE
from waarborg.contracts.queries.quotes import quotes_of
from waarborg.customers.models import Person
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clock, permissions
from waarborg.plumbing.web.wording import tongue
from waarborg.support.actions.topics.refuse import refuse
from waarborg.support.actions.topics.set_topic import contest_topic, set_topic
from waarborg.support.forms.topics import ContestForm, RefuseForm, TopicForm
from waarborg.support.models import Ticket
from waarborg.support.permissions import CONTEST_TOPIC, SET_TOPIC
from waarborg.support.queries import tickets as reading
from waarborg.support.queries.topics import topic_of, topics
from waarborg.support.rules.topics.places import SAID
from waarborg.support.rules.topics.standard_answer import standard_answer


def _crumbs(ticket: Ticket, heading: str) -> list[dict[str, str]]:
    return [
        {"label": ticket.shown_number, "url": reverse("support:desk-ticket", args=[ticket.id])},
        {"label": heading},
    ]


@staff_only
@require_http_methods(["GET", "POST"])
def desk_topic(request: HttpRequest, ticket: UUID) -> HttpResponse:
    """Choose the topic, with what each means; under it the proposals that were made, and what can follow."""
    by, at, lang = request.actor, clock.now(), tongue(get_language())  # type: ignore[attr-defined]
    permissions.require(by, SET_TOPIC)
    found = reading.find(by, ticket)
    known = topics(found.tenant_id, at=at)
    if not known:
        raise permissions.NotFound()
    heavier = _("weighs heavier in the use of support")
    choices = [
        (one.word, f"{one.words[lang]}: {SAID[one.place][lang]}" + (f"; {heavier}" if one.heavier else ""))
        for one in known.values()
    ]
    form = TopicForm(request.POST or None, topics=choices, initial={"topic": found.topic})
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            set_topic(found, form.cleaned_data["topic"], by=by, at=at, why=form.cleaned_data["why"])
        except Refusal as refused:
            refusal = refused
        else:
            success(request, _("The topic is set; the customer reads it with the reason."))
            return redirect("support:desk-topic", ticket=found.id)
    context = {
        "ticket": found,
        "topic": known.get(found.topic),
        "form": form,
        "refusal": refusal,
        "quotes": quotes_of(found.tenant_id, found.id),
        "may_issue": permissions.may(by, ISSUE_QUOTE),
        "lang": lang,
        "crumbs": _crumbs(found, _("Topic")),
    }
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(request, "support/topics/desk.html", context, status=status)


@staff_only
@require_http_methods(["GET", "POST"])
def refuse_ticket(request: HttpRequest, ticket: UUID) -> HttpResponse:
    """Close what is not ours to do, with the standard answer in the reporter's language to begin with."""
    by, at = request.actor, clock.now()  # type: ignore[attr-defined]
    permissions.require(by, "support.ticket.answer")
    found = reading.find(by, ticket)
    topic = topic_of(found, at=at)
    if topic is None or topic.place != "outside":
        raise permissions.NotFound()
    reader = Person.objects.filter(tenant_id=found.tenant_id, id=found.reporter_id).first()
    url = settings.PUBLIC_URL + reverse("support:referrals")
    text = standard_answer(topic.words, topic.criteria, url=url, lang=tongue(reader.language if reader else "nl"))
    form = RefuseForm(request.POST or None, initial={"text": text})
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            refuse(found, topic.word, by=by, at=at, text=form.cleaned_data["text"])
        except Refusal as refused:
            refusal = refused
        else:
            success(request, _("Closed; the customer reads why, and where to turn."))
            return redirect("support:desk-ticket", ticket=found.id)
    context: dict[str, Any] = {
        "ticket": found,
        "form": form,
        "act_heading": _("Not ours to do"),
        "refusal": refusal,
        "crumbs": _crumbs(found, _("Not ours to do")),
        "note": _("It is counted apart from what was solved. When the customer replies, it can be reopened."),
    }
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(request, "support/asked.html", context, status=status)


@contact_only
@require_http_methods(["GET", "POST"])
def topic(request: HttpRequest, ticket: UUID) -> HttpResponse:
    """What we took the report to be about, what that means, and saying that one sees it otherwise."""
    by, at, lang = request.actor, clock.now(), tongue(get_language())  # type: ignore[attr-defined]
    found = reading.find(by, ticket)
    said = topic_of(found, at=at)
    if said is None:
        raise permissions.NotFound()
    form, refusal = ContestForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        try:
            contest_topic(found, by=by, at=at, why=form.cleaned_data["why"])
        except Refusal as refused:
            refusal = refused
        else:
            success(request, _("We look at it again; you read the answer on your ticket."))
            return redirect("support:ticket", ticket=found.id)
    context = {
        "ticket": found,
        "topic": said,
        "means": SAID[said.place][lang],
        "form": form,
        "refusal": refusal,
        "quotes": quotes_of(found.tenant_id, found.id),
        "may_contest": found.is_live and permissions.may(by, CONTEST_TOPIC, tenant=found.tenant_id),
        "lang": lang,
    }
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(request, "support/topics/portal.html", context, status=status)
