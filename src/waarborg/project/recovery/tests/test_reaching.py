"""How far one can go before a change that cannot be read: what the server's log says, else the end of the base."""

from waarborg.project.recovery.refusals import DamagedChange, Unusable
from waarborg.project.recovery.replaying import told

BEGUN = "2026-10-30T16:12:05.400000+00:00"
NAME = "wal/000000010000000000000007.zst.age"


def test_it_reaches_to_the_last_transaction_that_the_server_names() -> None:
    log = "".join(
        f"LOG:  last completed transaction was at log time {at}\n"
        for at in ("2026-10-30 16:20:00.1+00", "2026-10-30 16:31:07.25+00")
    )
    found = told(Unusable(name=NAME), log, begun=BEGUN)
    assert isinstance(found, DamagedChange)
    assert found.params == {"name": NAME, "at": "2026-10-30T16:31:07.25+00"}


def test_before_the_first_transaction_it_reaches_to_the_end_of_the_base() -> None:
    found = told(Unusable(name=NAME), "LOG:  starting archive recovery\n", begun=BEGUN)
    assert isinstance(found, DamagedChange)
    assert found.params == {"name": NAME, "at": BEGUN}


def test_another_trouble_stays_what_it_is() -> None:
    trouble = OSError("the target is away")
    assert told(trouble, "", begun=BEGUN) is trouble
