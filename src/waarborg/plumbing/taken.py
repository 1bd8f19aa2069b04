"""Whether what the database refused was there already, and not wrong in another way."""

from django.db import IntegrityError
from psycopg.errors import ExclusionViolation, UniqueViolation


def taken(error: IntegrityError, constraint: str | None = None) -> bool:
    """True where a unique (or exclusion) constraint, or the one of this name, was broken.

    A reference to nothing or a value out of bounds is an IntegrityError too, and saying of it that something is there
    already would hide our mistake: who catches one asks this first, and lets the others through.
    """
    cause = error.__cause__
    if not isinstance(cause, UniqueViolation | ExclusionViolation):
        return False
    return constraint is None or cause.diag.constraint_name == constraint
