"""Mail, or messages to a program, about how things are, for who asks for it: visitors too, who have no account.

Whoever asks reads the same answer, whether or not the address is known, so that nobody finds out who reads. Looking at
a link changes nothing: scanners of mail look at every one.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from waarborg.access.actions import attempts
from waarborg.access.forms import refused
from waarborg.access.queries.as_login import as_login
from waarborg.access.queries.visitor import visitor_address
from waarborg.access.rules.throttling import Limit
from waarborg.availability.actions import subscribe as acting
from waarborg.availability.actions.subscribe import TooManyPrograms
from waarborg.availability.forms.subscribing import SubscribeForm
from waarborg.availability.models import Subscription
from waarborg.availability.queries import status as picture
from waarborg.availability.queries.subscriptions import LinkGone, to_confirm, to_leave
from waarborg.customers.queries import provider
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clock, tenancy
from waarborg.plumbing.actors import SYSTEM, Actor
from waarborg.plumbing.tenancy import Role
from waarborg.plumbing.web.reader import lang, zone

# By where somebody comes from, and to one address: nobody fills the post of another with our mail.
FROM_ONE_PLACE: Final = Limit(20, timedelta(hours=1))
TO_ONE_ADDRESS: Final = Limit(3, timedelta(hours=1))
# Nor the machine of another with our messages.
TO_ONE_HOST: Final = Limit(20, timedelta(days=1))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def subscribe(request: HttpRequest) -> HttpResponse:
    """The form; by POST a mail with a link is on its way, or not: that is said to nobody."""
    with tenancy.enter(Role.PUBLIC):
        found = picture.now(clock.now(), zone())
    components = [(line.node.id, line.node.say(lang())) for line in found.lines]
    form = SubscribeForm(request.POST if request.method == "POST" else None, components=components)
    status, asked = 422 if form.errors else 200, False
    if request.method == "POST" and form.is_valid():
        try:
            _ask(request, **form.cleaned_data)
            asked = True
        except Refusal as refusal:
            status = refused(form, refusal)
    context = {"page_title": _("Mail about our status"), "form": form, "asked": asked}
    context["program"] = bool(asked and form.cleaned_data["url"])
    return render(request, "availability/subscribe.html", context, status=status)


def _ask(request: HttpRequest, address: str, url: str, components: list[Any]) -> None:
    """Raises BadProgram, and TooMany for who asks too often from one place; an address or a host that was asked for too
    often gets no mail."""
    acting.require_program(url)
    with as_login():
        attempts.count("status-mail", visitor_address(request), FROM_ONE_PLACE)
        full = attempts.spend("status-mail-to", address, TO_ONE_ADDRESS).over
        if url:
            full |= attempts.spend("status-program-host", urlsplit(url).hostname or "", TO_ONE_HOST).over
    with tenancy.enter(Role.DESK):
        house = provider()
    if full or house is None:
        return
    with tenancy.enter(Role.DESK, house.id):
        acting.ask(address, components, lang(), url=url, provider=house.id, by=SYSTEM, at=clock.now())


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    return _followed(request, lambda: to_confirm(token, at=clock.now()), acting.confirm, "confirm")


# A mail program has no cookie and no token of ours: the address itself is the right, and gives only this.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    return _followed(request, lambda: to_leave(token), acting.leave, "leave")


def _followed(
    request: HttpRequest, find: Callable[[], Subscription], act: Callable[..., str | None], what: str
) -> HttpResponse:
    context: dict[str, Any] = {"page_title": _("Mail about our status"), "what": what, "done": False, "gone": None}
    try:
        with tenancy.enter(Role.DESK):
            held = find()
        context["program"] = held.url
        if request.method == "POST":
            with tenancy.enter(Role.DESK, held.tenant_id):
                context["secret"] = act(held, by=_reader(), at=clock.now())
            context["done"] = True
    except (LinkGone, TooManyPrograms) as refusal:
        context["gone"] = refusal
        words = {"gone_text": refusal.say(lang()), "way_out": refusal.way_out(lang())}
        return render(request, "availability/subscribe_link.html", {**context, **words}, status=refusal.status)
    return render(request, "availability/subscribe_link.html", context)


def _reader() -> Actor:
    """Somebody of whom nothing is known but that he reads an address."""
    return SYSTEM
