"""What the shells show about who is signed in. A context processor; asks the database nothing."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext

from waarborg.access.roles import label


def signed_in(request: HttpRequest) -> dict[str, Any]:
    """`who` (name, role, url), `organisation`, `sign_out_url` and `draft_owner`, a name for this account at this
    organisation that opens nothing; nothing for a visitor."""
    person = getattr(request, "person", None)
    if person is None:
        return {}
    actor = request.actor  # type: ignore[attr-defined]
    return {
        "who": {"name": person.name, "role": gettext(label(actor.roles)), "url": reverse("access:account")},
        "organisation": person.organisation,
        "sign_out_url": reverse("account_logout"),
        "draft_owner": salted_hmac("drafts", f"{request.user.pk} {actor.tenant}").hexdigest()[:16],
    }
