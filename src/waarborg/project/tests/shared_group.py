"""One process group for all tests that need a running product, and leave it running."""

import os
import shutil
import tempfile
from collections.abc import Iterator

import pytest

from waarborg.project.tests.running_group import SETTLED, Group


def pytest_configure(config: pytest.Config) -> None:
    # tools/test gives one for all its parts, and takes it away itself.
    if not hasattr(config, "workerinput") and SETTLED not in os.environ:
        os.environ[SETTLED] = tempfile.mkdtemp(prefix="waarborg-settled-")
        config.add_cleanup(lambda: shutil.rmtree(os.environ.pop(SETTLED, ""), ignore_errors=True))


@pytest.fixture(scope="session")
def group() -> Iterator[Group]:
    made = Group()
    try:
        made.start()
        yield made
    finally:
        made.remove()
