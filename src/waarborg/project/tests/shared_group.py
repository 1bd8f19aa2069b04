"""One process group for all tests that need a running product, and leave it running."""

from collections.abc import Iterator

import pytest

from waarborg.project.tests.running_group import Group


@pytest.fixture(scope="session")
def group() -> Iterator[Group]:
    made = Group()
    try:
        made.start()
        yield made
    finally:
        made.remove()
