"""Sealing every stored secret anew under the first key, after which older keys can go."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.db import transaction

from waarborg.access import encryption

SEALED = ("secret", "seed")


def rotate_secrets() -> int:
    """Answers how many secrets were sealed anew. Raises CannotDecrypt, and changes nothing, when a key is missing."""
    done = 0
    with transaction.atomic():
        for one in Authenticator.objects.select_for_update().order_by("pk"):
            data: dict[str, Any] = one.data
            for name in SEALED:
                if name in data:
                    data[name] = encryption.rotate(data[name])
                    done += 1
            one.save(update_fields=["data"])
    return done
