"""Questions of visitors without an account: the public form and its confirmation, and the desk's page of them."""

from uuid import UUID

from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from waarborg.access.guard import staff_only
from waarborg.access.queries.visitor import visitor_address
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clock, permissions, tenancy
from waarborg.plumbing.actors import SYSTEM
from waarborg.plumbing.tenancy import Role
from waarborg.plumbing.web import wording
from waarborg.support.actions.questions import ask as asking
from waarborg.support.actions.questions.handle import answer_visitor, dismiss, make_ticket
from waarborg.support.forms.questions import QuestionForm, VisitorAnswerForm
from waarborg.support.permissions import ANSWER_VISITOR
from waarborg.support.queries import questions as reading


# These two lie under accounts/, outside any scope: what is asked is written as the provider's, and nothing is read.
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Whoever it is, the same page comes back."""
    lang = wording.tongue(get_language())
    form = QuestionForm(request.POST if request.method == "POST" else None)
    number, refusal = "", None
    if form.is_bound and form.is_valid():
        try:
            number = "–" if form.is_of_a_machine else _ask(request, form, lang)
        except Refusal as refused:
            refusal = refused
    context = {
        "page_title": _("Ask us"),
        "form": form,
        "number": number,
        "refusal": refusal,
        "email": form.data.get("email", ""),
    }
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(request, "support/questions/ask.html", context, status=status)


def _ask(request: HttpRequest, form: QuestionForm, lang: str) -> str:
    with tenancy.enter(Role.DESK):
        return asking.ask(form.question(lang), address=visitor_address(request), by=SYSTEM, at=clock.now())


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Looking changes nothing, because scanners of mail look at every link."""
    now = clock.now()
    with tenancy.enter(Role.DESK):
        if request.method == "POST":
            found = asking.confirm(token[:600], by=SYSTEM, at=now)
        else:
            found = asking.asked_by(token[:600], at=now)
    title, done = _("Your question"), found.confirmed_at is not None
    context = {"page_title": title, "number": found.shown_number, "done": done}
    return render(request, "support/questions/confirm.html", context)


@staff_only
@require_GET
def questions(request: HttpRequest) -> HttpResponse:
    permissions.require(request.actor, ANSWER_VISITOR)
    return render(request, "support/questions/list.html", {"rows": reading.questions()})


@staff_only
@require_http_methods(["GET", "POST"])
def question(request: HttpRequest, question: UUID) -> HttpResponse:
    """One of them, with who of a customer has that address."""
    by, now = request.actor, clock.now()
    permissions.require(by, ANSWER_VISITOR)
    found, refusal = reading.find(question), None
    act = request.POST.get("act", "")
    form = VisitorAnswerForm(request.POST if act == "answer" else None)
    try:
        if act == "answer" and form.is_valid():
            answer_visitor(found, form.cleaned_data["text"], by=by, at=now)
            success(request, _("The answer leaves by mail."))
            return redirect("support:questions")
        if act == "dismiss":
            dismiss(found, by=by, at=now)
            success(request, _("It is put aside."))
            return redirect("support:questions")
        if act == "ticket":
            ticket = make_ticket(found, _person(request), by=by, at=now)
            return redirect("support:desk-ticket", ticket=ticket.id)
    except Refusal as refused:
        if isinstance(refused, permissions.NotFound | permissions.NotAllowed):
            raise
        refusal = refused
    context = {
        "one": found,
        "form": form if found.state == "open" else None,
        "known": reading.known_as(found) if found.state == "open" else [],
        "refusal": refusal,
    }
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(request, "support/questions/one.html", context, status=status)


def _person(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("person", ""))
    except ValueError:
        raise permissions.NotFound() from None
