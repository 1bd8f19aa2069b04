"""Short ways to import a file in a test."""

from datetime import datetime

from waarborg.customers.actions.importing.carry_out import Worked, carry_out
from waarborg.customers.actions.importing.kinds import kinds
from waarborg.customers.rules.importing.columns import recognise
from waarborg.customers.tests.cast import NOW, Player
from waarborg.kernel.delimited import read


def bring(
    player: Player, kind: str, text: str | bytes, *, at: datetime = NOW, source: str = "oud", skip_bad: bool = False
) -> Worked:
    """Import `text` as `player`, its columns as recognised."""
    table = read(text if isinstance(text, bytes) else text.encode())
    found = kinds()[kind]
    mapped = recognise(found.columns, table.headings)
    with player.at_work():
        return carry_out(found, table, mapped, source=source, skip_bad=skip_bad, by=player.actor, at=at)


def wrong(worked: Worked) -> list[tuple[int, str, str, str]]:
    """Line, column, value and code of each problem."""
    return [(one.line, one.column, one.value, one.refusal.code) for one in worked.problems]
