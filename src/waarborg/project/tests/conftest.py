"""One process group for all tests that need a running product and do not end it."""

from collections.abc import Iterator

import pytest

from waarborg.project.tests.running_group import Group


@pytest.fixture(scope="package")
def group() -> Iterator[Group]:
    made = Group()
    try:
        made.start()
        yield made
    finally:
        made.remove()
