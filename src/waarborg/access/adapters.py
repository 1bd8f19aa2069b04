"""How allauth behaves here: no sign-up, one stage after the password, sealed secrets, sessions of one membership."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest

from waarborg.access import encryption, sessions
from waarborg.access.models import Account
from waarborg.access.queries.memberships import memberships_of
from waarborg.plumbing import clock


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_stages(self) -> list[str]:
        return ["allauth.mfa.stages.AuthenticateStage"]

    def login(self, request: HttpRequest, user: Account) -> None:
        super().login(request, user)
        request.session[sessions.STARTED] = clock.real().timestamp()
        request.session[sessions.DEVICE] = request.headers.get("User-Agent", "")[:200]
        found = memberships_of(user)
        if len(found) == 1:
            request.session[sessions.MEMBERSHIP] = str(found[0].id)

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Our own pages say what happened."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Mail goes through the outbox, with our own words."""


class SecondFactorAdapter(DefaultMFAAdapter):
    def get_totp_issuer(self) -> str:
        return settings.SERVICE_NAME

    def encrypt(self, text: str) -> str:
        return encryption.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return encryption.decrypt(encrypted_text)

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Mail goes through the outbox, with our own words."""
