"""What many tests begin with is written once, and each of them goes back to it.

The transaction of a test is rolled back at its end. Where rows of a *beginning* stand in it (the cast, the agreement of
every test), it is rolled back to just behind them instead, and the next test of the same file that begins so goes on in
it. Each gets objects of its own; what a test does to rows or objects, no other sees. A test that begins otherwise finds
an empty database as before.
"""

import pickle
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

import pytest
from django.conf import settings
from django.db import connection
from django.test import TestCase
from psycopg.pq import TransactionStatus
from pytest_django.plugin import blocking_manager_key

Thing = TypeVar("Thing")

# `now()` of the database is when its transaction began.
_LONGEST_SECONDS = 10.0
_WRITTEN = "SELECT count(*) FROM pg_locks WHERE locktype = 'transactionid' AND pid = pg_backend_pid()"
# What lets a test at the database.
_DOORS = {"db", "transactional_db", "django_db_blocker"}
_EVERYBODYS = {"beginnings", "django_db_setup"}


@dataclass
class Layer:
    """One beginning on top of those before it. `written` is how many transactions had a number after it."""

    name: str
    conditions: Any
    kept: bytes
    savepoint: str
    written: int
    waiting: int


class Beginnings:
    """Those of this process, in the order in which they were written."""

    def __init__(self) -> None:
        self._item: Any = None
        self._layers: list[Layer] = []
        self._entered = 0
        self._sharing = False
        self._atomics: Any = None
        self._line: Any = None
        self._module: Any = None
        self._since = 0.0

    def begin(self, name: str, make: Callable[[], Thing], again: Callable[[Thing], Any] | None = None) -> Thing:
        """What `make` gives, with its rows in the database: written now, or those that stand there and a copy of it.

        `name` is the fixture's own; `again` is told of a copy.
        """
        if not self._sharing or connection.savepoint_ids:
            return make()
        if self._entered < len(self._layers):
            layer = self._layers[self._entered]
            if (layer.name, layer.conditions) == (name, _conditions()):
                self._entered += 1
                copy: Thing = pickle.loads(layer.kept)
                if again:
                    again(copy)
                return copy
            self._leave_out()
        return self._write(name, make)

    def _write(self, name: str, make: Callable[[], Thing]) -> Thing:
        before = self._layers[-1].written if self._layers else 0
        # What a test made first would be there in the next one too.
        self._sharing = _written() == before
        made = make()
        if self._sharing:
            connection.check_constraints()
            kept = pickle.dumps(made)
            point, waiting = connection.savepoint(), len(connection.run_on_commit)
            self._layers.append(Layer(name, _conditions(), kept, point, _written(), waiting))
            self._entered = len(self._layers)
        return made

    def _leave_out(self) -> None:
        """The layers that this test has not entered, in a transaction in which nothing else was written."""
        if _written() != self._layers[-1].written:
            name = self._layers[self._entered].name
            pytest.fail(f"{name} is asked for under other settings than before, after rows were written: ask sooner")
        if self._entered:
            self._back_to(self._entered)
        else:
            connection.connection.rollback()
            connection.run_on_commit.clear()
            self._layers.clear()

    def _back_to(self, depth: int) -> None:
        del self._layers[depth:]
        layer = self._layers[-1]
        connection.savepoint_rollback(layer.savepoint)
        del connection.run_on_commit[layer.waiting :]
        connection.needs_rollback = False

    def look_at(self, item: Any) -> None:
        """The test that comes: one that begins otherwise, or outside a transaction of its own, finds none open."""
        self._item, marker = item, item.get_closest_marker("django_db")
        asked = _asked(item)
        commits = asked & _DOORS - {"db"} or (marker and (marker.args or marker.kwargs))
        begins = self._layers and self._layers[0].name in item.fixturenames
        if self._layers and (commits or ((marker or "db" in asked) and not begins)):
            with item.config.stash[blocking_manager_key].unblock():
                self.end()

    def enter(self, case: Any, begin: Callable[[], Any]) -> Any:
        """The transaction of the test that comes: the one that is open, back where its beginning ends, or a new one."""
        names = set(self._item.fixturenames) if self._item else set()
        depth = 0
        while depth < len(self._layers) and self._layers[depth].name in names:
            depth += 1
        stays = depth and self._module is self._item.path and time.monotonic() - self._since < _LONGEST_SECONDS
        if not (stays and self._sound()):
            self.end()
        elif depth < len(self._layers):
            self._back_to(depth)
        if self._atomics is None:
            self._atomics, self._line = begin(), connection.connection
            self._module, self._since = self._item.path if self._item else None, time.monotonic()
        self._sharing, self._entered = list(case._databases_names()) == ["default"], 0
        return self._atomics

    def leave(self, atomics: Any, roll_back: Callable[[Any], None]) -> None:
        """The end of a test."""
        self._sharing = False
        if atomics is self._atomics and self._layers and self._sound():
            self._back_to(len(self._layers))
            return
        self._forget()
        roll_back(atomics)

    def end(self) -> None:
        """Nothing of it stands in the database any more."""
        atomics = self._atomics
        if atomics is not None:
            self._forget()
            _roll_back(TestCase, atomics)

    def _forget(self) -> None:
        self._layers.clear()
        self._atomics = self._line = None

    def _sound(self) -> bool:
        """Whether the transaction is the one that was begun, and can be gone back in."""
        if connection.connection is not self._line or connection.closed_in_transaction or connection.savepoint_ids:
            return False
        status = connection.connection.pgconn.transaction_status
        return connection.in_atomic_block and status in (TransactionStatus.INTRANS, TransactionStatus.INERROR)


def _asked(item: Any) -> set[str]:
    """What the test and its fixtures ask for; those that every test asks for apart."""
    info = getattr(item, "_fixtureinfo", None)
    found = set(info.argnames) if info else set()
    for name, fixtures in info.name2fixturedefs.items() if info else ():
        if name not in _EVERYBODYS and not fixtures[-1].func.__module__.startswith("pytest_django"):
            found |= set(fixtures[-1].argnames)
    return found


def _written() -> int:
    with connection.cursor() as cursor:
        cursor.execute(_WRITTEN)
        found: int = cursor.fetchone()[0]
        return found


def _conditions() -> Any:
    """What a beginning may depend on."""
    held = vars(settings._wrapped)
    changed = {name: repr(value) for name, value in held.items()} if "default_settings" in held else {}
    return settings.CLOCK_OFFSET, changed


_enter: Any = TestCase._enter_atomics.__func__  # type: ignore[attr-defined]
_roll_back: Any = TestCase._rollback_atomics.__func__  # type: ignore[attr-defined]
_beginnings = Beginnings()


def pytest_configure() -> None:
    def entered(case: Any) -> Any:
        return _beginnings.enter(case, lambda: _enter(case))

    def rolled_back(case: Any, atomics: Any) -> None:
        _beginnings.leave(atomics, lambda found: _roll_back(case, found))

    TestCase._enter_atomics = classmethod(entered)  # type: ignore[assignment,method-assign]
    TestCase._rollback_atomics = classmethod(rolled_back)  # type: ignore[assignment,method-assign]


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: Any) -> None:
    _beginnings.look_at(item)


@pytest.fixture(scope="session")
def beginnings(django_db_setup: None, django_db_blocker: Any) -> Iterator[Beginnings]:
    yield _beginnings
    with django_db_blocker.unblock():
        _beginnings.end()
