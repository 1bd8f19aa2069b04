"""A name that comes and goes, asked of a real name server, and an echo over the kernel's own socket for it."""

import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

import dns.asyncresolver
import dns.flags
import dns.message
import dns.rcode
import dns.rrset
import pytest

from waarborg.availability.actions.deliver import Delivered
from waarborg.availability.models import Incident
from waarborg.availability.queries.transitions import transitions_of_component
from waarborg.availability.rules.watching import Outcome
from waarborg.availability.tests.incidents import at
from waarborg.availability.tests.probes import came, own, probe, worked_out
from waarborg.catalogue.tests.stock import make_stock
from waarborg.customers.tests.cast import Cast
from waarborg.kernel.instants import from_us, to_us
from waarborg.project.prober.tests.test_prober import run, task, tried

NAME, RIGHT, OTHER = "care.example.org", "192.0.2.1", "192.0.2.9"
GONE = "NXDOMAIN"


@dataclass
class Names:
    """A name server of this machine that says of NAME what a test put there: an address, or a word for why none."""

    line: socket.socket
    says: str = RIGHT
    heard: list[str] = field(default_factory=list)

    def serve(self) -> None:
        while True:
            try:
                asked, sender = self.line.recvfrom(4096)
            except OSError:
                return
            question = dns.message.from_wire(asked)
            self.heard.append(question.question[0].name.to_text(omit_final_dot=True))
            self.line.sendto(self._answer(question).to_wire(), sender)

    def _answer(self, question: dns.message.Message) -> dns.message.Message:
        made = dns.message.make_response(question)
        made.flags |= dns.flags.RA
        if self.says.isupper():
            made.set_rcode(dns.rcode.from_text(self.says))
        elif self.says:
            made.answer.append(dns.rrset.from_text(question.question[0].name, 1, "IN", "A", self.says))
        return made


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> Iterator[Names]:
    line = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    line.bind(("127.0.0.1", 0))
    made = Names(line)
    thread = threading.Thread(target=made.serve, daemon=True)
    thread.start()
    resolver = dns.asyncresolver.Resolver(configure=False)
    resolver.nameservers, resolver.port = ["127.0.0.1"], line.getsockname()[1]
    monkeypatch.setattr(dns.asyncresolver, "default_resolver", resolver)
    yield made
    line.close()


def asked(names: Names, says: str) -> Outcome:
    names.says = says
    outcome: Outcome = run(lambda: tried(task("dns", NAME, timeout=30.0, record="A", answer=RIGHT)))
    return outcome


def test_each_answer_of_a_name_that_flaps_has_its_own_word(names: Names) -> None:
    said = [RIGHT, GONE, OTHER, "", "SERVFAIL", RIGHT]
    assert [asked(names, one) for one in said] == [
        Outcome(True),
        Outcome(False, "name"),
        Outcome(False, "answer"),
        Outcome(False, "name"),
        Outcome(False, "answer"),
        Outcome(True),
    ]
    assert set(names.heard) == {NAME}


def test_one_bad_answer_between_good_ones_is_no_incident_and_two_in_a_row_are_one(cast: Cast, names: Names) -> None:
    stock = make_stock(cast)
    one = probe(cast, stock.application, "01:00", kind="dns", target=NAME)
    seen: list[tuple[int, Outcome]] = []

    def minutes(first: int, *says: str) -> None:
        seen.extend((first + number, asked(names, word)) for number, word in enumerate(says))
        came(cast, own(cast), [result(minute, outcome) for minute, outcome in seen], now())
        worked_out(cast, now())

    def result(minute: int, outcome: Outcome) -> Delivered:
        start = to_us(at("01:00")) + minute * 60_000_000
        return Delivered(one.id, start, 1_000_000, outcome.good, outcome.why)

    def now() -> str:
        return f"01:{seen[-1][0]:02}:10"

    minutes(1, RIGHT, GONE, RIGHT, OTHER, RIGHT)
    with cast.manager.at_work():
        assert Incident.objects.count() == 0
    minutes(6, GONE, OTHER)
    minutes(8, RIGHT)
    with cast.manager.at_work():
        [told] = Incident.objects.all()
        assert (told.phase, told.begins_at, told.ends_at) == ("resolved", at("01:05"), at("01:08"))
        found = transitions_of_component(stock.application.id, at("01:00"), at("02:00"))
        assert [(f"{from_us(line.at):%H:%M}", line.state) for line in found] == [
            ("01:00", "unknown"),
            ("01:01", "up"),
            ("01:05", "outage"),
            ("01:08", "up"),
        ]


def test_an_echo_comes_back_or_the_kernel_refuses_it_and_that_says_nothing_of_the_target() -> None:
    """Whom the kernel gives a socket for echoes: net.ipv4.ping_group_range. Both answers are held exactly."""
    try:
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM, socket.IPPROTO_ICMP).close()
        awaited = Outcome(True)
    except PermissionError:
        awaited = Outcome(False, "timeout", known=False)
    assert run(lambda: tried(task("icmp", "127.0.0.1", timeout=30.0))) == awaited
