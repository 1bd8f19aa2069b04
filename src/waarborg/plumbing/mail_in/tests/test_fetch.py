"""A real mailbox is read: kept before it is marked, once, also after a crash, and when the mailbox becomes another."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from waarborg.customers.tests.cast import Cast
from waarborg.plumbing import tenancy
from waarborg.plumbing.mail_in import arrive, fetch, imap
from waarborg.plumbing.mail_in.models import Mailbox, MailIn
from waarborg.plumbing.mail_in.queries import raw_of
from waarborg.plumbing.mail_in.tests.imap_server import Server, dovecot
from waarborg.plumbing.tenancy import Role

pytestmark = pytest.mark.xdist_group("dovecot")
NINE = datetime(2026, 4, 7, 7, tzinfo=UTC)
SEEN, NEW = b"1 (FLAGS (\\Seen))", b"1 (FLAGS ())"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with dovecot(tmp_path_factory.mktemp("dovecot")) as running:
        yield running


@pytest.fixture(autouse=True)
def empty(server: Server, cast: Cast) -> None:
    with server.line() as line:
        line.uid("STORE", "1:*", "+FLAGS", r"(\Deleted)")
        line.expunge()


def mail(number: int, body: bytes = b"Dag") -> bytes:
    return b"From: s.monster@example.org\r\nSubject: %d\r\n\r\n%b\r\n" % (number, body)


def look(server: Server, **how: Any) -> int:
    to = imap.address(server.url)
    return fetch.fetch_from(to, **how) if to else 0


def kept() -> list[MailIn]:
    with tenancy.enter(Role.DESK):
        return list(MailIn.objects.order_by("uid"))


def box() -> Mailbox:
    with tenancy.enter(Role.DESK):
        found: Mailbox = Mailbox.objects.get()
        return found


def test_what_is_new_is_kept_as_it_came_then_marked_and_never_kept_twice(server: Server) -> None:
    server.deliver(mail(1), received=NINE)
    assert [look(server), look(server)] == [1, 0]
    (one,) = kept()
    with tenancy.enter(Role.DESK):
        assert (raw_of(one), one.received, one.state) == (mail(1), NINE, "waiting")
    assert server.flags() == [SEEN]
    server.deliver(mail(2))
    assert (look(server), [one.uid for one in kept()][1], len(kept())) == (1, box().uid, 2)
    assert (box().failure, box().looked_at is not None) == ("", True)


def test_what_people_had_read_before_we_came_stays_theirs(server: Server) -> None:
    server.deliver(mail(1), flags=r"(\Seen)")
    server.deliver(mail(2))
    server.deliver(mail(3), flags=r"(\Seen)")
    assert (look(server), look(server)) == (1, 0)
    server.deliver(mail(4), flags=r"(\Seen)")
    # From then on also what somebody was quicker to read.
    assert look(server) == 1


def test_killed_between_keeping_and_marking_nothing_is_lost_or_doubled(server: Server, monkeypatch: Any) -> None:
    server.deliver(mail(1))
    with monkeypatch.context() as broken:
        broken.setattr(imap.Box, "mark_read", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt()))
        with pytest.raises(KeyboardInterrupt):
            look(server)
    assert (len(kept()), server.flags()) == (1, [NEW])
    # The row of how far we are is put back, as if that commit had been lost.
    with tenancy.enter(Role.DESK):
        Mailbox.objects.update(uid=0)
    assert (look(server), len(kept()), server.flags()) == (0, 1, [SEEN])


def test_nothing_is_marked_where_nothing_could_be_kept(server: Server, monkeypatch: Any) -> None:
    server.deliver(mail(1))
    with monkeypatch.context() as broken:
        broken.setattr(arrive, "put_raw", lambda *_, **__: (_ for _ in ()).throw(OSError("full")))
        look(server)
    assert (kept(), server.flags(), box().uid) == ([], [NEW], 0)
    assert look(server) == 1


def test_a_mailbox_that_became_another_is_read_from_its_beginning(server: Server) -> None:
    server.deliver(mail(1))
    look(server)
    before = box().uid_validity
    server.start_over()
    server.deliver(mail(2))
    assert (look(server), len(kept()), box().uid_validity != before) == (1, 2, True)


def test_more_than_one_run_takes_is_taken_by_the_next(server: Server) -> None:
    for number in range(5):
        server.deliver(mail(number))
    assert [look(server, most=2) for _ in range(4)] == [2, 2, 1, 0]


def test_a_mail_too_large_to_fetch_is_shown_and_stays_in_the_mailbox(server: Server, monkeypatch: Any) -> None:
    monkeypatch.setattr(fetch, "LIMIT", 1000)
    server.deliver(mail(1, b"x" * 2000))
    server.deliver(mail(2))
    assert look(server) == 2
    large, small = kept()
    assert (large.state, large.reason, large.size > 2000, small.state) == ("unreadable", "too-large", True, "waiting")
    assert server.flags() == [NEW, SEEN.replace(b"1", b"2", 1)]
    assert look(server) == 0


def test_a_mailbox_that_is_away_is_noted_without_its_password(server: Server) -> None:
    to = imap.address(server.url.replace("geheim-woord", "verkeerd-woord"))
    assert to and fetch.fetch_from(to) == 0
    assert box().failure.startswith("answered ") and "verkeerd-woord" not in box().failure
    gone = imap.address(server.url.replace(f":{server.port}", ":1"))
    assert gone and fetch.fetch_from(gone) == 0
    assert (box().failure, box().failing_since is not None) == ("ConnectionRefusedError", True)
    look(server)
    assert (box().failure, box().failing_since) == ("", None)
