"""Sealing every second-factor secret anew under the first key, after which older keys can go."""

from collections.abc import Iterator
from itertools import islice

from allauth.mfa.models import Authenticator
from django.db import transaction

from waarborg.access import encryption

# One transaction each: nobody who signs in meanwhile waits for all the others.
STEP = 200


def reseal() -> int:
    """Answers how many secrets were sealed anew; those under the first key are left as they are.

    In steps: broken off, the next run goes on where this one was. Raises CannotDecrypt, and changes nothing, when a key
    is missing.
    """
    waiting = [one.pk for one in Authenticator.objects.order_by("pk").iterator() if any(_renewed(one))]
    done = 0
    numbers = iter(waiting)
    while step := list(islice(numbers, STEP)):
        with transaction.atomic():
            for one in Authenticator.objects.select_for_update().filter(pk__in=step).order_by("pk"):
                changed = dict(_renewed(one))
                one.data.update(changed)
                one.save(update_fields=["data"])
                done += len(changed)
    return done


def _renewed(authenticator: Authenticator) -> Iterator[tuple[str, str]]:
    for name in encryption.SEALED:
        if name in authenticator.data and (renewed := encryption.renewed(authenticator.data[name])) is not None:
            yield name, renewed
