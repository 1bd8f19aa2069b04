"""Answering what the intake asked and the report left open."""

from uuid import UUID

from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from waarborg.access.guard import contact_only
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clock
from waarborg.support.actions.complete import answers_of, complete
from waarborg.support.forms.completing import CompleteForm
from waarborg.support.queries import tickets as reading
from waarborg.support.rules import intake
from waarborg.support.views.acts import posted_from
from waarborg.support.views.portal import page_of


@contact_only
@posted_from("support:ticket")
def complete_ticket(request: HttpRequest, ticket: UUID) -> HttpResponse:
    found = reading.find(request.actor, ticket)
    form = CompleteForm(request.POST, missing=list(intake.QUESTIONS))
    if not form.is_valid():
        kept = CompleteForm(request.POST, missing=intake.missing(answers_of(found)))
        return page_of(request, found, completing=kept)
    try:
        complete(found, by=request.actor, at=clock.now(), answers=form.cleaned_data)
    except Refusal as refusal:
        return page_of(request, reading.find(request.actor, ticket), refusal=refusal)
    success(request, _("Thank you: this is on the report now."))
    return redirect("support:ticket", ticket=ticket)
