"""Several mails in one answer are told apart by their numbers, wherever a server writes those."""

from typing import Any

import pytest

from waarborg.plumbing.mail_in.imap import Box


class Line:
    """A line to a mailbox whose answers are what `imaplib` makes of a server's. Remembers what was asked."""

    def __init__(self, *answers: list[Any]) -> None:
        self.answers, self.asked = list(answers), []  # type: ignore[var-annotated]

    def select(self, folder: str) -> tuple[str, list[bytes]]:
        return "OK", [b"3"]

    def response(self, what: str) -> tuple[str, list[bytes]]:
        return what, [b"7"]

    def uid(self, _command: str, which: str, _what: str) -> tuple[str, list[Any]]:
        self.asked.append(which)
        return "OK", self.answers.pop(0)


BEFORE = [(b"1 (UID 11 BODY[] {4}", b"een\n"), b")", (b"2 (UID 12 BODY[] {4}", b"twee"), b")"]
BEHIND = [(b"1 (BODY[] {4}", b"een\n"), b" UID 11)", (b"2 (BODY[] {4}", b"twee"), b" FLAGS (\\Seen) UID 12)"]
# Another program marks a mail meanwhile: the server says so in between, of a mail that nobody asked for.
BETWEEN = [(b"1 (UID 11 BODY[] {4}", b"een\n"), b")", b"9 (UID 99 FLAGS (\\Seen))", *BEFORE[2:]]


@pytest.mark.parametrize("answer", [BEFORE, BEHIND, BETWEEN], ids=["before", "behind", "between"])
def test_all_that_was_asked_comes_in_one_answer(answer: list[Any]) -> None:
    line = Line(answer)
    assert Box(line, "INBOX").raws([11, 12]) == {11: b"een\n", 12: b"twee"}
    assert line.asked == ["11,12"]


def test_what_an_answer_leaves_out_is_asked_for_by_itself_and_left_out_only_when_it_is_gone() -> None:
    line = Line([(b"1 (BODY[] {4}", b"een\n"), b")", *BEFORE[2:]], BEFORE[:2], [None])
    assert Box(line, "INBOX").raws([11, 12, 13]) == {11: b"een\n", 12: b"twee"}
    assert line.asked == ["11,12,13", "11", "13"]


def test_nothing_is_asked_for_no_mails() -> None:
    line = Line()
    assert (Box(line, "INBOX").raws([]), line.asked) == ({}, [])
