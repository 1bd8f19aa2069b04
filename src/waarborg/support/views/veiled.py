"""Telling the writer that a password in his text was masked: it is not kept anywhere, so he should know."""

from django.contrib.messages import warning
from django.http import HttpRequest
from django.utils.translation import gettext as _

from waarborg.support.rules.passwords import holds_password


def tell_if_masked(request: HttpRequest, *texts: str) -> None:
    if any(map(holds_password, texts)):
        warning(
            request,
            _("A password in your text was made unreadable; we never keep one. If it is still in use, change it."),
        )
