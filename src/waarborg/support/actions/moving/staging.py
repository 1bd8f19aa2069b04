"""The records of an export put by in a temporary file, so that what was said is found by its ticket."""

import pickle
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from typing import Any, BinaryIO

from waarborg.customers.rules.importing.problems import Problem
from waarborg.kernel.errors import BadInput
from waarborg.support.rules.exports.neutral import Comment, Names, Neutral, OldArticle, OldTicket, Organisation, User
from waarborg.support.rules.exports.reading import NoJson, records

Reader = Callable[[str, Mapping[str, Any], Names], Iterator[Neutral]]
_TABLES = """
CREATE TABLE ticket (id TEXT PRIMARY KEY, place INTEGER, created TEXT, held BLOB);
CREATE TABLE comment (ticket TEXT, id TEXT, at TEXT, held BLOB, PRIMARY KEY (ticket, id));
"""


class Staged:
    """What an export holds. Users, organisations and articles are few and in memory; tickets and what was said are
    not. A record that comes again, as incremental exports bring it, replaces the earlier one."""

    def __init__(self, held: sqlite3.Connection) -> None:
        self._held = held
        self.users: dict[str, User] = {}
        self.organisations: dict[str, Organisation] = {}
        self.articles: dict[str, dict[str, OldArticle]] = {}
        self.places: dict[str, int] = {}
        self.problems: list[Problem] = []
        self.states: Counter[tuple[str, str]] = Counter()
        self.total = 0

    def read(self, stream: BinaryIO, reader: Reader) -> None:
        names = Names()
        for one in records(stream):
            if one.value is None:
                self.total += 1
                self.problems.append(Problem(one.place, one.collection, "", NoJson()))
                continue
            try:
                for found in reader(one.collection, one.value, names):
                    self._put(found, one.place)
            except BadInput as refusal:
                self.total += 1
                said = str(one.value.get("id", ""))[:60] if isinstance(one.value, dict) else ""
                self.problems.append(Problem(one.place, one.collection, said, refusal))

    def _put(self, found: Neutral, place: int) -> None:
        if isinstance(found, OldTicket):
            row = (found.id, place, found.created.isoformat(), pickle.dumps(found))
            self._held.execute("INSERT OR REPLACE INTO ticket VALUES (?, ?, ?, ?)", row)
            for said in found.comments:
                self._put(said, place)
        elif isinstance(found, Comment):
            known = found.id or f"{found.at.isoformat()} {hash(found.body)}"
            said_row = (found.ticket, known, found.at.isoformat(), pickle.dumps(found))
            self._held.execute("INSERT OR REPLACE INTO comment VALUES (?, ?, ?, ?)", said_row)
        elif isinstance(found, User):
            self.users[found.id] = found
        elif isinstance(found, Organisation):
            self.organisations[found.id] = found
        elif found.locale not in (held := self.articles.setdefault(found.id, {})) or found.html:
            held[found.locale] = found
            self.places.setdefault(found.id, place)

    def tickets(self) -> Iterator[tuple[int, OldTicket]]:
        """With their places, in the order in which they were reported."""
        with closing(self._held.cursor()) as cursor:
            for place, held in cursor.execute("SELECT place, held FROM ticket ORDER BY created, id"):
                yield place, pickle.loads(held)

    def said(self, ticket: str) -> list[Comment]:
        """What was said, in order of time."""
        rows = self._held.execute("SELECT held FROM comment WHERE ticket = ? ORDER BY at, id", [ticket])
        return [pickle.loads(held) for (held,) in rows]

    def strays(self) -> int:
        """How many words belong to a ticket that is not in the export."""
        sql = "SELECT count(*) FROM comment WHERE ticket NOT IN (SELECT id FROM ticket)"
        found: int = self._held.execute(sql).fetchone()[0]
        return found


@contextmanager
def staged(stream: BinaryIO, reader: Reader) -> Iterator[Staged]:
    """The export, for as long as the block lasts. Raises NoExport, TooMuchInside."""
    # The empty name is a database in a temporary file, which goes with the connection.
    with closing(sqlite3.connect("", isolation_level=None)) as held:
        held.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _TABLES)
        held.execute("BEGIN")
        made = Staged(held)
        made.read(stream, reader)
        yield made
