"""When a plan that serves all values serves some of them badly, and when it serves though the database doubts it."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from waarborg.plumbing.tenancy import line


def for_these_values() -> None:
    """Until the transaction ends, statements are planned for the values that they have.

    For searches: whether a text is in every row or in none decides how to look for it, and a plan kept from earlier
    searches knows neither.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL plan_cache_mode = force_custom_plan")


def for_everybody() -> None:
    """Until the transaction ends, one plan of each statement serves whoever asks it.

    For pages whose statements find a few rows of one customer by an index, whoever it is: left to itself the database
    plans them anew each time, because it takes the usual customer for larger than this one.
    """
    line.ask("SET LOCAL plan_cache_mode = force_generic_plan")


@contextmanager
def by_index() -> Iterator[None]:
    """Statements of the block read no table from end to end where an index serves.

    For texts: the database takes looking at one for as cheap as comparing two numbers, and reads a hundred thousand of
    them where five thousand would do.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        yield
        cursor.execute("SET LOCAL enable_seqscan = DEFAULT")
