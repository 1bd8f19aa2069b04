"""How allauth behaves here: no sign-up, one stage after the password, sealed secrets, sessions of one membership."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.stages import AuthenticateStage
from allauth.mfa.webauthn.internal.flows import did_use_passwordless_login
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from waarborg.access import encryption, sessions
from waarborg.access.actions import devices
from waarborg.access.actions.note_sign_in import note_sign_in
from waarborg.access.models import Account
from waarborg.access.queries.locks import lock_of
from waarborg.access.queries.memberships import memberships_of
from waarborg.access.queries.networks import NotFromHere, is_shut_out, shown
from waarborg.access.queries.passkeys import has_second_step
from waarborg.access.queries.second_factor import took_it_at_the_provider
from waarborg.access.queries.visitor import visitor_address
from waarborg.plumbing import clock


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_stages(self) -> list[str]:
        return ["waarborg.access.adapters.SecondStep"]

    def pre_login(self, request: HttpRequest, user: Account, **given: Any) -> HttpResponse | None:
        """The one throat of every way in. Raises NotFromHere where no organisation of this account lets it in."""
        through = request.session.get(sessions.THROUGH)
        tenant = through["tenant"] if through and through["account"] == str(user.pk) else None
        address = visitor_address(request)
        if is_shut_out(user, address, tenant=tenant):
            request.session.flush()
            raise NotFromHere(address=shown(address))
        answer: HttpResponse | None = super().pre_login(request, user, **given)
        return answer

    @transaction.atomic
    def login(self, request: HttpRequest, user: Account) -> None:
        """One transaction: session, time and the log that their organisation sees, or none of them."""
        request.first_sign_in = user.last_login is None  # type: ignore[attr-defined]
        super().login(request, user)
        request.session[sessions.STARTED] = clock.real().timestamp()
        request.session[sessions.DEVICE] = request.headers.get("User-Agent", "")[:200]
        through = sessions.came_through(request.session, user)
        found = [one for one in memberships_of(user) if through is None or str(one.tenant_id) == through["tenant"]]
        # Of a locked organisation nobody is let in; its owner goes on to where it is opened again.
        if len(found) == 1 and lock_of(found[0].tenant_id) is None:
            request.session[sessions.MEMBERSHIP] = str(found[0].id)
            note_sign_in(found[0], described=request.session[sessions.DEVICE], at=clock.now())

    def post_login(self, request: HttpRequest, user: Account, **given: Any) -> HttpResponse:
        """The last step of every way in: the browser is known again, or its owner is told of a new one."""
        response: HttpResponse = super().post_login(request, user, **given)
        mark = devices.recognise(
            user,
            mark=request.COOKIES.get(devices.COOKIE, "")[:100],
            described=request.headers.get("User-Agent", "")[:200],
            first=getattr(request, "first_sign_in", False),
            at=clock.now(),
        )
        response.set_cookie(
            devices.COOKIE,
            mark,
            max_age=devices.LASTS,
            path="/accounts/",
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
        return response

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Our own pages say what happened."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Mail goes through the outbox, with our own words."""


class SecondStep(AuthenticateStage):
    """Asked of whoever set one up, an app or a passkey, unless a passkey or their provider has asked already."""

    def _should_handle(self, request: HttpRequest) -> bool:
        account = self.login.user
        if account is None or not has_second_step(account) or did_use_passwordless_login(request, account):
            return False
        return not took_it_at_the_provider(request, account)


class SecondFactorAdapter(DefaultMFAAdapter):
    def get_totp_issuer(self) -> str:
        return settings.SERVICE_NAME

    def encrypt(self, text: str) -> str:
        return encryption.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return encryption.decrypt(encrypted_text)

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Mail goes through the outbox, with our own words."""
