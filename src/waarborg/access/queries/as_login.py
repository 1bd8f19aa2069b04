"""Installation tables from wherever an action is called: inside a scope the role is put aside for a moment."""

from collections.abc import Iterator
from contextlib import contextmanager

from waarborg.plumbing import tenancy


@contextmanager
def as_login() -> Iterator[None]:
    if tenancy.scoped():
        with tenancy.without_role():
            yield
    else:
        yield
