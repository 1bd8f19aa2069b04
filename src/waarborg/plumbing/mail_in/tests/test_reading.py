"""Mails as they really come: in wrong character sets, as HTML only, wrapped, damaged; and what is taken from each."""

import struct
from email.message import EmailMessage

import pytest

from waarborg.plumbing.mail_in.message import Bounce, Unreadable, parse
from waarborg.plumbing.mail_in.message.quoted import split


def mail(body: str = "Dag", /, *, subject: str = "Vraag", **headers: str) -> EmailMessage:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "S. Monster <s.monster@example.org>", "support@example.nl", subject
    made["Message-ID"] = "<one@example.org>"
    for name, value in headers.items():
        del made[name.replace("_", "-")]
        made[name.replace("_", "-")] = value
    made.set_content(body)
    return made


def raw(head: str, body: bytes) -> bytes:
    return head.strip().replace("\n", "\r\n").encode() + b"\r\n\r\n" + body


HEAD = "From: S. Monster <s.monster@example.org>\nSubject: =?iso-8859-1?Q?Caf=E9?=\nMIME-Version: 1.0\n"


@pytest.mark.parametrize(
    ("charset", "body", "said", "guessed"),
    [
        ("utf-8", "één euro €".encode(), "één euro €", False),
        ("iso-8859-1", "één".encode("latin-1"), "één", False),
        # Western mail that says Latin-1 and writes the euro sign of Windows.
        ("iso-8859-1", "€ 5".encode("cp1252"), "€ 5", False),
        ("utf-8", "één".encode("cp1252"), "één", True),
        ("x-does-not-exist", "één".encode(), "één", True),
        ("rot13", b"gewoon", "gewoon", True),
        ("us-ascii", "één".encode(), "één", False),
    ],
)
def test_a_character_set_that_is_wrong_or_unknown_is_guessed(
    charset: str, body: bytes, said: str, guessed: bool
) -> None:
    found = parse(raw(f"{HEAD}Content-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: 8bit", body))
    assert (found.subject, found.new, "charset" in found.notes) == ("Café", said, guessed)


def test_html_becomes_text_without_what_acts_loads_or_hides() -> None:
    made = mail()
    made.set_content(
        '<html><head><title>x</title><style>p{}</style></head><body onload="x()"><p>Eerste <b>regel</b></p>'
        "<script>alert(1)</script><div style='display: none'>onzichtbaar</div>"
        '<img src="https://volg.example.com/p.gif" width="1" alt="volgpixel"><ul><li>een</li><li>twee</li></ul>'
        '<a href="https://example.org/a">hier</a> <a href="javascript:x()">daar</a><svg><script>2</script></svg>'
        '<div class="gmail_quote"><div>Op ma 6 apr 2026 schreef Support:</div><blockquote>Oud</blockquote></div>',
        subtype="html",
    )
    found = parse(made.as_bytes())
    assert found.new == "Eerste regel\n\n- een\n- twee\nhier <https://example.org/a> daar"
    assert found.quoted == "Op ma 6 apr 2026 schreef Support:\n\nOud"
    assert found.files == ()


def test_markup_nested_without_end_is_read_all_the_same() -> None:
    made = mail()
    made.set_content("<div>" * 20_000 + "diep", subtype="html")
    assert parse(made.as_bytes()).notes == {"html"}


@pytest.mark.parametrize(
    ("text", "new", "quoted"),
    [
        ("Ja.\n\nOp di 7 apr 2026 om 10:02 schreef Support:\n> Werkt het?\n", "Ja.", 2),
        ("Ja.\n\nOn Tue, Apr 7, 2026 at 10:02 AM Voorbeeld <support@example.nl>\nwrote:\n> Does it?", "Ja.", 3),
        ("Ja.\n\nVan: Support <support@example.nl>\nVerzonden: di\nAan: S. Monster\nOnderwerp: M-1\n\nOud", "Ja.", 6),
        ("Ja.\n\n-----Oorspronkelijk bericht-----\nVan: Support\nOud", "Ja.", 3),
        ("Ja.\n\n________________________________\nFrom: Support\nSent: Tuesday\nTo: S\nSubject: M\n\nOld", "Ja.", 7),
        ("Ja.\nAntwoord boven deze regel\nBeste S. Monster", "Ja.", 2),
        # Answers in between stay readable where they stand.
        ("Op di 7 apr schreef Support:\n> Werkt het?\nNee, want de uren ontbreken nog.\n> En dit?\nJa.", None, 0),
        # Nothing but a forwarded mail: that is what is said.
        ("-----Doorgestuurd bericht-----\nVan: A\nHelp!", None, 0),
        ("Van: de afdeling\nGroeten", None, 0),
        ("Tekst\n-- \nS. Monster", None, 0),
    ],
)  # fmt: skip
def test_what_is_repeated_is_told_from_what_is_new(text: str, new: str | None, quoted: int) -> None:
    found = split(text)
    assert found[0] == (text.strip() if new is None else new)
    assert len(found[1].split("\n")) == quoted if quoted else found[1] == ""
    # Nothing is lost.
    assert "".join("".join(found).split()) == "".join(text.split())


def tnef(*files: tuple[str, bytes]) -> bytes:
    def attribute(kind: int, value: bytes) -> bytes:
        return struct.pack("<BHHI", 2, kind, 6, len(value)) + value + struct.pack("<H", sum(value) & 0xFFFF)

    made = b"\x78\x9f\x3e\x22\x01\x00"
    for name, content in files:
        made += attribute(0x9002, b"\0" * 14) + attribute(0x8010, name.encode() + b"\0") + attribute(0x800F, content)
    return made


def test_what_outlook_wrapped_is_unwrapped_and_what_is_damaged_stays_what_it_is() -> None:
    made = mail()
    made.add_attachment(tnef(("a.txt", b"een"), ("b.pdf", b"%PDF-1")), "application", "ms-tnef", filename="winmail.dat")
    assert [(one.name, one.content) for one in parse(made.as_bytes()).files] == [
        ("a.txt", b"een"),
        ("b.pdf", b"%PDF-1"),
    ]
    made = mail()
    made.add_attachment(tnef(("a.txt", b"een"))[:20], "application", "ms-tnef", filename="winmail.dat")
    assert [one.name for one in parse(made.as_bytes()).files] == ["winmail.dat"]


@pytest.mark.parametrize(
    ("headers", "sign"),
    [
        ({}, ""),
        ({"Auto_Submitted": "no"}, ""),
        ({"Auto_Submitted": "auto-replied (vacation)"}, "auto-submitted"),
        ({"Precedence": "bulk"}, "precedence"),
        ({"X_Autoreply": "yes"}, "robot"),
        ({"List_Id": "<nieuws.example.org>"}, "list"),
        ({"Return_Path": "<>"}, "empty-return-path"),
        ({"From": "MAILER-DAEMON@example.org"}, "daemon"),
        ({"From": "noreply@example.org"}, "daemon"),
        ({"subject": "Automatisch antwoord: M-00042"}, "subject"),
        ({"subject": "Out of Office: M-00042"}, "subject"),
        ({"subject": "Het automatisch antwoord werkt niet"}, ""),
    ],
)
def test_what_no_human_wrote_is_told_by_its_head(headers: dict[str, str], sign: str) -> None:
    subject = headers.pop("subject", "Vraag")
    assert parse(mail(subject=subject, **headers).as_bytes()).automatic == sign


def test_an_answer_to_an_invitation_is_automatic_and_an_invitation_is_not() -> None:
    for method, sign in (("REPLY", "calendar-reply"), ("REQUEST", "")):
        made = mail()
        made.add_alternative(f"BEGIN:VCALENDAR\nMETHOD:{method}\nEND:VCALENDAR\n", subtype="calendar",
                             params={"method": method})  # fmt: skip
        found = parse(made.as_bytes())
        assert (found.automatic, [one.name for one in found.files]) == (sign, ["uitnodiging.ics"])


REPORT = b"""From: Mail Delivery System <MAILER-DAEMON@relay.example.net>
Subject: Undelivered
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

It did not arrive.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; relay.example.net

Final-Recipient: rfc822; S.Monster@example.org
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 no such user

--b
Content-Type: text/rfc822-headers

Message-ID: <0190@service.example.nl>
Subject: M-00042
--b--
"""


def test_a_delivery_report_says_whose_mail_came_back_and_why() -> None:
    assert parse(REPORT).bounce == Bounce(
        "0190@service.example.nl", "s.monster@example.org", "5.1.1", "smtp; 550 5.1.1 no such user", True
    )
    later = REPORT.replace(b"Action: failed", b"Action: delayed").replace(b"5.1.1", b"4.4.1")
    assert (parse(later).bounce or Bounce("", "", "", "", True)).permanent is False


def test_only_the_topmost_word_of_our_own_relay_counts() -> None:
    forged = "mx.example.nl; spf=pass; dmarc=pass header.from=example.org"
    ours = "mx.example.nl (ours) 1; spf=softfail smtp.mailfrom=x; dmarc=fail (p=reject) header.from=example.org"
    said = ("other.example.com; dmarc=pass", ours, forged)
    made = "".join(f"Authentication-Results: {one}\n" for one in said) + HEAD
    assert parse(raw(made, b"Dag"), trusted="mx.example.nl").verdict == "fail"
    assert parse(raw(HEAD, b"Dag"), trusted="mx.example.nl").verdict == ""
    assert parse(raw(made, b"Dag")).verdict == ""


DEEP = b"".join(b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (number, number) for number in range(2000))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"\0" * 5000, "empty"),
        (b"\n\nzomaar tekst zonder kop", "no-head"),
        (raw("Subject: x", b"Dag"), "no-sender"),
        (raw("From: niemand\nSubject: x", b"Dag"), "no-sender"),
        (raw(f"{HEAD}Content-Type: application/pkcs7-mime; smime-type=enveloped-data", b"x"), "encrypted"),
        (raw(f"{HEAD}Content-Type: multipart/encrypted; boundary=b", b"--b--"), "encrypted"),
        (HEAD.encode() + DEEP, "too-deep"),
        (
            raw(f"{HEAD}Content-Type: multipart/mixed; boundary=b", b"--b\r\n\r\nx\r\n" * 400 + b"--b--"),
            "too-many-parts",
        ),
    ],
    ids=["empty", "zeros", "no head", "no sender", "no address", "smime", "pgp", "deep", "parts"],
)
def test_what_cannot_be_read_says_why(content: bytes, reason: str) -> None:
    with pytest.raises(Unreadable) as found:
        parse(content)
    assert found.value.reason == reason


def test_a_mail_that_breaks_off_or_is_wrongly_encoded_is_read_as_far_as_it_goes() -> None:
    cut = raw(f'{HEAD}Content-Type: multipart/mixed; boundary="b"', b"--b\r\nContent-Type: text/plain\r\n\r\nBegin")
    found = parse(cut)
    assert (found.new, "repaired" in found.notes) == ("Begin", True)
    wrong = raw(f"{HEAD}Content-Transfer-Encoding: base64\nContent-Type: text/plain", b"Zm9v!!!!YmFy=\r\n\0\x1b[31m")
    assert "\x1b" not in parse(wrong).new and "\0" not in parse(wrong).new


def test_names_and_addresses_are_told_apart_before_they_are_decoded() -> None:
    # An encoded name that holds an address is a name.
    head = "From: =?utf-8?Q?baas=40example=2Ecom=2C_?= <s.monster@example.org>\nSubject: x"
    found = parse(raw(head, b"Dag"))
    assert (found.sender, found.sender_name) == ("s.monster@example.org", "baas@example.com,")
