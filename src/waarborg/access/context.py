"""What the shells show about who is signed in. A context processor; asks the database nothing."""

from functools import lru_cache
from typing import Any

from django.http import HttpRequest
from django.urls import get_script_prefix, reverse
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
    account_url, sign_out_url = _addresses(get_script_prefix())
    return {
        "who": {"name": person.name, "role": gettext(label(actor.roles)), "url": account_url},
        "organisation": person.organisation,
        "sign_out_url": sign_out_url,
        "draft_owner": _owner(f"{request.user.pk} {actor.tenant}"),
    }


@lru_cache(maxsize=8)
def _addresses(_prefix: str) -> tuple[str, str]:
    return reverse("access:account"), reverse("account_logout")


@lru_cache(maxsize=1024)
def _owner(whom: str) -> str:
    return salted_hmac("drafts", whom).hexdigest()[:16]
