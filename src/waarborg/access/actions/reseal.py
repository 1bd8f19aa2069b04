"""Sealing second-factor secrets, those of providers and keys of ID tokens anew under the first key."""

from collections.abc import Iterator
from itertools import islice

from allauth.mfa.models import Authenticator
from django.db import transaction

from waarborg.access import encryption
from waarborg.access.models import SingleSignOn
from waarborg.access.oauth import OAuthKey

# One transaction each: nobody who signs in meanwhile waits for all the others.
STEP = 200


def reseal() -> int:
    """Answers how many secrets were sealed anew; those under the first key are left as they are.

    In steps: broken off, the next run goes on where this one was. Raises CannotDecrypt, and changes nothing, when a key
    is missing.
    """
    for sealed in SingleSignOn.objects.exclude(sealed_secret="").values_list("sealed_secret", flat=True):
        encryption.renewed_client_secret(sealed)
    for sealed in OAuthKey.objects.values_list("sealed", flat=True):
        encryption.renewed_signing_key(sealed)
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
    return done + _providers() + _signing_keys()


def _providers() -> int:
    """The secrets with which we show ourselves to organisations' providers."""
    done = 0
    for key in SingleSignOn.objects.exclude(sealed_secret="").order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            one = SingleSignOn.objects.select_for_update().get(pk=key)
            if (again := encryption.renewed_client_secret(one.sealed_secret)) is not None:
                one.sealed_secret = again
                one.save(update_fields=["sealed_secret"])
                done += 1
    return done


def _signing_keys() -> int:
    """The private halves of the keys that sign ID tokens: a handful, none of which changes otherwise."""
    done = 0
    for kid, sealed in OAuthKey.objects.order_by("kid").values_list("kid", "sealed"):
        if (again := encryption.renewed_signing_key(sealed)) is not None:
            done += OAuthKey.objects.filter(kid=kid, sealed=sealed).update(sealed=again)
    return done


def _renewed(authenticator: Authenticator) -> Iterator[tuple[str, str]]:
    for name in encryption.SEALED:
        if name in authenticator.data and (renewed := encryption.renewed(authenticator.data[name])) is not None:
            yield name, renewed
