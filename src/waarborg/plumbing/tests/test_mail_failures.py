"""Why mail did not get through: what its row keeps of a server's reply, and the sentence on the page."""

import pytest
from django.utils import translation

from waarborg.plumbing.outbox.failures import cause, reply, words


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        (b"5.1.1 <s.monster@example.org>: no such user", "refused with 550 5.1.1 | …: no such user"),
        (
            b"5.7.1 Not allowed\n5.7.1 Ask your\tpostmaster\x00",
            "refused with 550 5.7.1 | Not allowed Ask your postmaster",
        ),
        ("a|b", "refused with 550 | a/b"),
        (b"", "refused with 550"),
        (b"x" * 400, "refused with 550 | " + "x" * 160),
        (b"\xff\xfe", "refused with 550 | \ufffd\ufffd"),
    ],
)
def test_of_a_reply_one_line_without_addresses_is_kept(said: bytes | str, kept: str) -> None:
    assert reply("refused", 550, said) == kept


@pytest.mark.parametrize(
    ("failure", "nl", "en"),
    [
        (
            "refused with 550 5.1.1 | no such user",
            "De mailserver weigerde het: “550 5.1.1 no such user”.",
            "The mail server refused it: “550 5.1.1 no such user”.",
        ),
        ("refused with 552", "De mailserver weigerde het: “552”.", "The mail server refused it: “552”."),
        (
            "put off with 451 | come back",
            "De mailserver nam het nog niet aan: “451 come back”.",
            "The mail server did not take it yet: “451 come back”.",
        ),
        (
            "server: answered 535",
            "De mailserver liet ons niet binnen. Hij antwoordde “535”.",
            "The mail server did not let us in. It answered “535”.",
        ),
        (
            "server: TimeoutError",
            "De mailserver antwoordde niet op tijd.",
            "The mail server did not answer in time.",
        ),
        (
            "server: OSError",
            "De mailserver is niet te bereiken (OSError).",
            "The mail server cannot be reached (OSError).",
        ),
        ("the address is not one", "Dit is geen e-mailadres.", "This is not an e-mail address."),
        ("suppressed", "Naar dit adres gaat geen mail.", "This address gets no mail."),
        (
            "KeyError",
            "Er ging iets mis bij het versturen (KeyError); log/worker.log zegt meer.",
            "Something went wrong while sending (KeyError); log/worker.log says more.",
        ),
        ("", "", ""),
    ],
)
def test_a_page_says_it_as_a_sentence_in_its_language(failure: str, nl: str, en: str) -> None:
    for lang, sentence in (("nl", nl), ("en", en)):
        with translation.override(lang):
            assert words(failure) == sentence


def test_a_log_gets_no_words_of_a_server() -> None:
    assert cause("refused with 550 5.1.1 | no such user") == "refused with 550 5.1.1"
