"""Recognising an account by e-mail address and password. Every failure takes one password's time and looks the same."""

from typing import Any
from uuid import UUID

from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest

from waarborg.access.models import Account
from waarborg.access.sessions import account_just_loaded


class PasswordBackend(BaseBackend):
    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> Account | None:
        """Takes `email` and `password`; None for an unknown address, a wrong password and an inactive account alike."""
        email, password = credentials.get("email"), credentials.get("password")
        if not email or not password:
            return None
        account = Account.objects.by_email(email)
        if account is None:
            # As much work as checking one, so that the time of the answer does not tell who is known.
            Account().set_password(password)
            return None
        return account if account.check_password(password) and account.is_active else None

    def get_user(self, user_id: UUID | str) -> Account | None:
        loaded: Account | None = account_just_loaded(user_id)
        if loaded is not None:
            return loaded if loaded.is_active else None
        return Account.objects.filter(pk=user_id, is_active=True).first()
