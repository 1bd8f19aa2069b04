"""The pages about who comes in and may what, as a row of links for who may open them."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from waarborg.access.permissions import REVIEW_STAFF, SET_NETWORKS, SET_SIGN_ON
from waarborg.plumbing.permissions import may

PAGES = (
    (gettext_noop("Signing in"), SET_SIGN_ON, "access:security", "access:desk-security"),
    (gettext_noop("Networks"), SET_NETWORKS, "access:networks", "access:desk-networks"),
    (gettext_noop("Staff access"), REVIEW_STAFF, "", "access:staff-review"),
)


def pages_of(request: HttpRequest) -> list[dict[str, Any]]:
    """`label`, `url` and `is_this` of each."""
    actor: Any = request.actor  # type: ignore[attr-defined]
    found = [
        (label, reverse(desk if actor.is_staff else portal))
        for label, permission, portal, desk in PAGES
        if (desk if actor.is_staff else portal) and may(actor, permission, tenant=actor.tenant)
    ]
    return [{"label": _(label), "url": url, "is_this": url == request.path} for label, url in found]
