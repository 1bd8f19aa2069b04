"""Knowing a browser again: a random mark in a cookie, of which only the hash is kept, for each account by itself."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models.functions import Now

from waarborg.access.actions.tell_owner import tell_owner
from waarborg.access.models import Account, Device
from waarborg.access.queries.sessions import BROWSERS, SYSTEMS, first_word

COOKIE = "waarborg_device"
# A browser that did not sign in for so long is a new one again.
LASTS = timedelta(days=365)


def recognise(account: Account, *, mark: str, described: str, first: bool, at: datetime) -> str:
    """After a sign-in: the mark for the browser's cookie, the one it showed where we know it.

    The account's owner is mailed about a browser that it never signed in from, unless this is its `first` sign-in of
    all. `described` is what the browser calls itself. Call as the login role.
    """
    known = Device.objects.filter(account=account, mark_hash=_hash(mark)) if mark else Device.objects.none()
    if known.update(seen_at=Now()):
        return mark
    # Never a mark that somebody brought along: it could be known to whoever made it.
    made = secrets.token_urlsafe(32) if not _is_ours(mark) else mark
    with transaction.atomic():
        Device.objects.create(account=account, mark_hash=_hash(made))
        if not first:
            browser, system = first_word(BROWSERS, described), first_word(SYSTEMS, described)
            tell_owner(account, "device", at=at, browser=browser, system=system)
    return made


def _is_ours(mark: str) -> bool:
    """One browser, several accounts: the mark that another account gave it serves this one too."""
    return bool(mark) and Device.objects.filter(mark_hash=_hash(mark)).exists()


def _hash(mark: str) -> str:
    return hashlib.sha256(mark.encode()).hexdigest()
