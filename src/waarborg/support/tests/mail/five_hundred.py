"""A mailbox of five hundred varied mails, the same each time, and what has to become of each.

As customers, programs, forgers and broken software write them. Run as a program it writes them as an mbox:
python -m waarborg.support.tests.mail.five_hundred FILE
"""

import mailbox
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from itertools import cycle, islice
from pathlib import Path

BEGIN = datetime(2026, 4, 7, 7, tzinfo=UTC)
APART = timedelta(minutes=3)
ADDRESS = "support@example.nl"
CONTACTS = ("s.monster@example.org", "b.proef@example.org", "t.fictief@example.org", "v.fantasie@example.org")
BOTH, USER, COLLEAGUE = "dubbel@example.org", "g.model@example.org", "r.specimen@example.nl"
WORDS = ["uren", "rooster", "factuur", "cliënt", "zorgplan", "declaratie", "export", "scherm", "rapport", "€"]


@dataclass(frozen=True)
class Sent:
    """A mail about a ticket that we sent before: `to` is whoever may answer it."""

    ticket: str
    to: str
    reply_to: str
    message_id: str


@dataclass(frozen=True)
class Expected:
    """One mail, what becomes of it, and the name of the ticket that it belongs to."""

    raw: bytes
    received: datetime
    outcome: tuple[str, str]
    thread: str = ""


class Maker:
    """Makes the mails; `sent` are mails of ours that some of them answer."""

    def __init__(self, sent: Sequence[Sent]) -> None:
        self.chance = random.Random(500)
        self.sent = sent
        self.number = 0
        # Message-ID, writer and thread of mails that became a ticket or a reply.
        self.known: list[tuple[str, str, str]] = []

    def words(self, most: int = 12) -> str:
        return " ".join(self.chance.choices(WORDS, k=self.chance.randint(3, most))).capitalize() + "."

    def mail(self, sender: str, **headers: str) -> EmailMessage:
        self.number += 1
        made = EmailMessage()
        made["From"], made["To"] = f"Iemand <{sender}>", headers.pop("To", ADDRESS)
        made["Subject"] = f"{self.words(4)} {self.number}"
        made["Message-ID"] = f"<m{self.number}@{sender.partition('@')[2]}>"
        for name, value in headers.items():
            made[name.replace("_", "-")] = value
        self.fill(made)
        return made

    def fill(self, made: EmailMessage) -> None:
        """A body in one of the shapes in which mail comes."""
        text = f"{self.words()}\n\n{self.words(40)} ({self.number})"
        shape = self.number % 7
        if shape in (0, 1):
            made.set_content(text, charset=("utf-8", "windows-1252")[shape])
        elif shape == 2:
            made.set_content(f"<html><body><p>{text}</p><script>x()</script></body></html>", subtype="html")
        elif shape == 3:
            made.set_content(f"{text}\n\nOp ma 6 apr 2026 schreef Support:\n> Dag\n> Werkt het?\n")
        elif shape == 4:
            made.set_content(text)
            made.add_alternative(f"<p>{text}</p>", subtype="html")
        elif shape == 5:
            made.set_content(text, cte="base64")
            made.add_attachment(b"%PDF-1.4 " + text.encode(), "application", "pdf", filename="bon.pdf")
        else:
            made.set_content(text, cte="quoted-printable")

    def opened(self) -> Iterator[tuple[bytes, tuple[str, str], str]]:
        for sender in cycle(CONTACTS):
            made = self.mail(sender)
            self.known.append((made["Message-ID"], sender, f"new {self.number}"))
            yield made.as_bytes(), ("taken", "opened"), f"new {self.number}"

    def by_references(self) -> Iterator[tuple[bytes, tuple[str, str], str]]:
        while True:
            answered, sender, thread = self.chance.choice(self.known)
            made = self.mail(sender, References=f"<weg{self.number}@example.com> {answered}")
            self.known.append((made["Message-ID"], sender, thread))
            yield made.as_bytes(), ("taken", "replied"), thread

    def by_address(self) -> Iterator[tuple[bytes, tuple[str, str], str]]:
        for one in cycle(self.sent):
            to = one.reply_to if self.number % 2 else one.reply_to.upper()
            yield self.mail(one.to, To=to).as_bytes(), ("taken", "replied"), one.ticket

    def by_our_number(self) -> Iterator[tuple[bytes, tuple[str, str], str]]:
        for one in cycle(self.sent):
            yield self.mail(one.to, In_Reply_To=one.message_id).as_bytes(), ("taken", "replied"), one.ticket

    def automatic(self) -> Iterator[tuple[bytes, tuple[str, str], str]]:
        signs = ({"Auto_Submitted": "auto-replied"}, {"Precedence": "bulk"}, {"X_Autoreply": "yes"},
                 {"List_Id": "<nieuws.example.org>"}, {"Return_Path": "<>"})  # fmt: skip
        for sign, one in zip(cycle(signs), cycle(self.sent), strict=False):
            made = self.mail(one.to, In_Reply_To=one.message_id, **sign)
            yield made.as_bytes(), ("ignored", "automatic"), ""

    def bounces(self) -> Iterator[tuple[bytes, tuple[str, str], str]]:
        for one in cycle(self.sent):
            self.number += 1
            known = self.number % 2 == 0
            about = one.message_id if known else f"<vreemd{self.number}@example.com>"
            report = (
                "From: MAILER-DAEMON@relay.example.net\nSubject: Onbestelbaar\nMIME-Version: 1.0\n"
                f"Message-ID: <dsn{self.number}@relay.example.net>\n"
                'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n--b\n'
                f"Content-Type: text/plain\n\nWeg {self.number}\n--b\nContent-Type: message/delivery-status\n\n"
                f"Reporting-MTA: dns; r\n\nFinal-Recipient: rfc822; {one.to}\nAction: failed\nStatus: 5.2.2\n\n--b\n"
                f"Content-Type: text/rfc822-headers\n\nMessage-ID: {about}\n--b--\n"
            )
            yield report.encode(), ("bounced", "failed" if known else "unknown"), ""

    def held(self, reason: str) -> Iterator[tuple[bytes, tuple[str, str], str]]:
        for one, other in zip(cycle(self.sent), islice(cycle(self.sent), 1, None), strict=False):
            made = {
                "stranger": lambda: self.mail(f"onbekend{self.number}@example.com", In_Reply_To=one.message_id),  # noqa: B023
                "may-not-ask": lambda: self.mail(USER),
                "two-customers": lambda: self.mail(BOTH),
                "colleague": lambda: self.mail(COLLEAGUE),
                "not-signed": lambda: self.mail(one.to, To=wrong(one.reply_to)),  # noqa: B023
                "not-theirs": lambda: self.mail("vreemd@example.com", To=one.reply_to),  # noqa: B023
                "two-tickets": lambda: self.mail(one.to, To=one.reply_to, Cc=other.reply_to),  # noqa: B023
            }[reason]()
            yield made.as_bytes(), ("held", reason), ""

    def unreadable(self) -> Iterator[tuple[bytes, tuple[str, str], str]]:
        while True:
            self.number += 1
            sealed = "Content-Type: multipart/encrypted; boundary=b"
            head = f"From: a@example.org\nMessage-ID: <u{self.number}@example.org>\n"
            yield b"\r\n" * self.number, ("unreadable", "empty"), ""
            yield f"\n\ntekst {self.number}".encode(), ("unreadable", "no-head"), ""
            yield f"Subject: {self.number}\n\nDag".encode(), ("unreadable", "no-sender"), ""
            yield f"{head}{sealed}\n\n--b--".encode(), ("unreadable", "encrypted"), ""

    def own(self) -> Iterator[tuple[bytes, tuple[str, str], str]]:
        for one in cycle(self.sent):
            made = self.mail(one.to, X_Loop=ADDRESS) if self.number % 2 else self.mail(ADDRESS)
            yield made.as_bytes(), ("ignored", "own"), ""

    def repeated(self, earlier: Sequence[bytes]) -> Iterator[tuple[bytes, tuple[str, str], str]]:
        for number, raw in enumerate(earlier):
            yield f"Received: by other{number}\n".encode() + raw, ("ignored", "repeated"), ""


def wrong(address: str) -> str:
    """The same address with another signature."""
    local, _, domain = address.partition("@")
    return f"{local[:-1]}{'a' if local[-1] != 'a' else 'b'}@{domain}"


COUNTS = {"by_references": 120, "by_address": 40, "by_our_number": 20, "automatic": 30, "bounces": 20, "unreadable": 20,
          "own": 10}  # fmt: skip
HELD = {"stranger": 30, "may-not-ask": 10, "two-customers": 10, "not-signed": 10, "not-theirs": 5, "two-tickets": 5,
        "colleague": 10}  # fmt: skip


def five_hundred(sent: Sequence[Sent]) -> list[Expected]:
    """The mails in the order in which they came: what opens a ticket before what answers it."""
    maker = Maker(sent)
    opened = list(islice(maker.opened(), 150))
    rest = [one for name, count in COUNTS.items() for one in islice(getattr(maker, name)(), count)]
    rest += [one for reason, count in HELD.items() for one in islice(maker.held(reason), count)]
    rest += list(maker.repeated([raw for raw, _outcome, _thread in opened[:10]]))
    # A reply may not overtake the reply that it refers to: those stay in their order.
    places = sorted(maker.chance.sample(range(len(rest)), COUNTS["by_references"]))
    replies, others = rest[: COUNTS["by_references"]], rest[COUNTS["by_references"] :]
    maker.chance.shuffle(others)
    mixed = dict(zip(places, replies, strict=True))
    left = iter(others)
    ordered = opened + [mixed.get(place) or next(left) for place in range(len(rest))]
    return [
        Expected(raw, BEGIN + number * APART, outcome, thread) for number, (raw, outcome, thread) in enumerate(ordered)
    ]


def as_mbox(mails: Sequence[Expected], path: Path) -> None:
    """Write them as an mbox, with the moment of receipt in the line above each."""
    box = mailbox.mbox(str(path))
    for one in mails:
        message = mailbox.mboxMessage(one.raw)
        message.set_from("mail", one.received.timetuple())
        box.add(message)
    box.close()


if __name__ == "__main__":
    as_mbox(
        five_hundred([Sent("M-1", CONTACTS[0], f"support+{'a' * 32}@example.nl", "<x@localhost>")]), Path(sys.argv[1])
    )
