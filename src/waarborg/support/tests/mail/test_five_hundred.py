"""Five hundred varied mails, through a real mailbox: each becomes exactly what it should, at exactly its ticket."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from waarborg.customers.rules import roles
from waarborg.customers.tests.cast import Cast, make_player
from waarborg.plumbing import tenancy
from waarborg.plumbing.mail_in import fetch, imap
from waarborg.plumbing.mail_in.models import Mailbox, MailIn
from waarborg.plumbing.mail_in.tests.imap_server import dovecot
from waarborg.plumbing.tenancy import Role
from waarborg.promises.models import AgreementVersion
from waarborg.support.models import Message, Ticket
from waarborg.support.tests.mail.five_hundred import ADDRESS, BOTH, COUNTS, HELD, Sent, five_hundred
from waarborg.support.tests.mail.post import letters, sent_as, take_all
from waarborg.support.tests.reports import at, reported

# Two mail servers at a time are one too many for two processors.
pytestmark = pytest.mark.xdist_group("dovecot")
END = at("2026-04-09 12:00")


def ours(cast: Cast) -> list[Sent]:
    """Six tickets of Merendaal, and the mails that told of their receipt."""
    for number in range(6):
        reported(cast, f"2026-04-06 09:0{number}")
    found = [(one, sent_as(one)) for one in letters(to_address="s.monster@example.org")]
    return [
        Sent(one.subject.partition(":")[0], one.to_address, mail["Reply-To"], mail["Message-ID"]) for one, mail in found
    ]


def test_each_of_five_hundred_mails_becomes_what_it_should(
    cast: Cast, appreo: AgreementVersion, settings: Any, tmp_path: Path, monkeypatch: Any
) -> None:
    settings.MAIL_IN_ADDRESS = ADDRESS
    make_player(cast.merendaal, "D. Ubbel", BOTH, roles.SUPPORT_CONTACT)
    make_player(cast.hazelvoort, "D. Ubbel", BOTH, roles.OWNER)
    expected = five_hundred(ours(cast))
    assert (len(expected), len({one.raw for one in expected})) == (500, 500)
    monkeypatch.setattr("waarborg.plumbing.clock.now", lambda: END)
    (tmp_path / "dovecot").mkdir()
    with dovecot(tmp_path / "dovecot") as server:
        for one in expected:
            server.deliver(one.raw, received=one.received)
        to = imap.address(server.url)
        assert to is not None
        kept = 0
        # As the job of each minute does: a server that has trouble of its own for a moment is asked again.
        for _ in range(5):
            kept += fetch.fetch_from(to)
            if kept == len(expected):
                break
    take_all(END)
    with tenancy.enter(Role.DESK):
        became = list(MailIn.objects.order_by("uid"))
        away = list(Mailbox.objects.values_list("failure", flat=True))
        numbers = dict(Ticket.objects.values_list("id", "number"))
        messages = Counter(Message.objects.filter(channel="mail").values_list("ticket_id", flat=True))
    assert (kept, away) == (500, [""])
    assert [(one.state, one.reason) for one in became] == [one.outcome for one in expected]
    assert [one.received for one in became] == [one.received for one in expected]
    assert Counter(one.state for one in became) == {
        "taken": 150 + COUNTS["by_references"] + COUNTS["by_address"] + COUNTS["by_our_number"],
        "held": sum(HELD.values()), "ignored": 50, "bounced": 20, "unreadable": 20,
    }  # fmt: skip
    threads: dict[str, set[Any]] = {}
    for one, mail in zip(expected, became, strict=True):
        if one.thread:
            threads.setdefault(one.thread, set()).add(mail.subject_id)
    # Each thread is one ticket, and each ticket one thread.
    assert {len(tickets) for tickets in threads.values()} == {1}
    tickets = {name: next(iter(found)) for name, found in threads.items()}
    assert len(set(tickets.values())) == len(tickets) == 156 == len(numbers)
    assert messages == Counter(tickets[one.thread] for one in expected if one.thread)
