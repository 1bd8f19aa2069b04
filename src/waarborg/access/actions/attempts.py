"""Counting attempts in the database, so that every worker counts with the others.

An attempt is counted before it is checked: a hundred at once are a hundred. The keys are keyed hashes: the table tells
nobody which addresses were tried.
"""

from dataclasses import dataclass

from django.db import connection
from django.db.models.functions import Now
from django.utils.crypto import salted_hmac

from waarborg.access.models import Attempts
from waarborg.access.rules.throttling import Limit
from waarborg.kernel.errors import Refusal

COUNT = """
INSERT INTO access_attempts AS a (key, count, window_ends) SELECT %s, 1, clock_timestamp() + %s {unhurt}
ON CONFLICT (key) DO UPDATE SET
  count = CASE WHEN a.window_ends <= clock_timestamp() THEN 1 ELSE a.count + 1 END,
  window_ends = CASE WHEN a.window_ends <= clock_timestamp() THEN excluded.window_ends ELSE a.window_ends END
RETURNING count, greatest(1, ceil(extract(epoch FROM window_ends - clock_timestamp())))::int
"""
TAKE_BACK = "UPDATE access_attempts SET count = count - 1 {unhurt} WHERE key = %s AND count > 0"
FORGIVE = "DELETE FROM access_attempts {unhurt} WHERE key = ANY(%s)"
# Counting need not wait for the disk: what a crash takes along are the attempts of its last moments.
UNHURT = "set_config('synchronous_commit', 'off', true)"


@dataclass(frozen=True, slots=True)
class Wait:
    """How long to wait, in words."""

    seconds: int

    def say(self, lang: str) -> str:
        minutes = -(-self.seconds // 60)
        if lang == "nl":
            return "1 minuut" if minutes == 1 else f"{minutes} minuten"
        return "1 minute" if minutes == 1 else f"{minutes} minutes"


@dataclass(frozen=True, slots=True)
class Spent:
    """How much of a limit was used, whether that is too much, and in how many seconds it begins anew."""

    used: int
    over: bool
    seconds: int


class TooMany(Refusal):
    """Carries `retry_after`, in seconds, for the header of that name."""

    code = "access.too-many-attempts"
    status = 429
    nl = "Dit is te vaak achter elkaar geprobeerd."
    en = "This was tried too many times in a row."
    nl_way_out = "Wacht {wait} en probeer het dan opnieuw."
    en_way_out = "Wait {wait} and then try again."


def key(what: str, whose: str) -> str:
    digest = salted_hmac("waarborg.access.attempts", whose.strip().lower(), algorithm="sha256").hexdigest()
    return f"{what}:{digest[:40]}"


def count(what: str, whose: str, limit: Limit) -> None:
    """Count one attempt at `what` by or for `whose`. Raises TooMany beyond the limit. Call as the login role."""
    spent = spend(what, whose, limit)
    if spent.over:
        raise TooMany(retry_after=spent.seconds, wait=Wait(spent.seconds))


def spend(what: str, whose: str, limit: Limit) -> Spent:
    """Count one and say how it stands; whoever asks refuses. Call as the login role."""
    with connection.cursor() as cursor:
        cursor.execute(_sql(COUNT, "FROM"), [key(what, whose), limit.window])  # type: ignore[list-item]
        used, seconds = cursor.fetchone()
    return Spent(used, used > limit.attempts, seconds)


def is_spent(what: str, whose: str, limit: Limit) -> bool:
    """Whether the limit is used up now, without counting."""
    held = Attempts.objects.filter(key=key(what, whose), count__gte=limit.attempts, window_ends__gt=Now())
    return held.exists()


def take_back(what: str, whose: str) -> None:
    """One attempt was no failure: it alone no longer counts."""
    with connection.cursor() as cursor:
        cursor.execute(_sql(TAKE_BACK, "FROM"), [key(what, whose)])


def forgive(what: str, *whose: str) -> None:
    """After a success: the attempts before it no longer count."""
    with connection.cursor() as cursor:
        cursor.execute(_sql(FORGIVE, "USING"), [[key(what, one) for one in whose]])


def _sql(sql: str, word: str) -> str:
    """Inside a transaction of others it would hold for all that they do."""
    return sql.format(unhurt="" if connection.in_atomic_block else f"{word} {UNHURT}")
