"""The browser of a worker, shared by all its tests: the library of browsers starts only once in a process."""

import os
from collections.abc import Iterator
from typing import Any

import pytest

from waarborg.plumbing.tests.programs import chromium, node


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    # The library's own Node wants a library of C that a bare machine does not have.
    os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", node())
    with sync_playwright() as running:
        words = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        found = running.chromium.launch(executable_path=chromium(), args=words)
        yield found
        found.close()
