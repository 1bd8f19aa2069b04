"""An API client that retries for ever: with a key it makes one ticket however often it comes, without one as many as
were taken and no more; it is told when to come back, and nobody else waits for it."""

from datetime import timedelta

import pytest

from waarborg.access.rules import tokens
from waarborg.access.tests.programs import Program, codes, program
from waarborg.customers.tests.cast import Cast
from waarborg.promises.models import AgreementVersion
from waarborg.support.models import Message, Ticket
from waarborg.support.queries.beside import beside

NEW = {"subject": "Uren komen niet door", "what": "Sinds vanmorgen.", "kind": "incident", "priority": "p1"}
FOR_EVER = 12
MOST = 4
DAY = 86_400


@pytest.fixture
def limited(cast: Cast, appreo: AgreementVersion, monkeypatch: pytest.MonkeyPatch) -> Program:
    """Few requests in a long while, so that no clock decides how many were taken."""
    monkeypatch.setattr("waarborg.access.bearer.RATE", tokens.Limit(MOST, timedelta(seconds=DAY)))
    return program(cast.owner)


def made(cast: Cast) -> tuple[int, int]:
    """Tickets and messages that the customer has."""
    with cast.owner.at_work():
        return Ticket.objects.count(), Message.objects.count()


def test_with_a_key_there_is_one_ticket_however_often_it_is_sent(cast: Cast, limited: Program) -> None:
    answers = [limited.post("/tickets", NEW, Idempotency_Key="once-1") for _ in range(FOR_EVER)]
    assert [one.status_code for one in answers] == [201] * MOST + [429] * (FOR_EVER - MOST)
    assert len({one.headers["Location"] for one in answers[:MOST]}) == 1
    assert [one.headers.get("Idempotency-Replayed") for one in answers[:MOST]] == [None, "true", "true", "true"]
    assert made(cast) == (1, 1)


def test_a_key_that_was_refused_for_its_speed_is_good_once_the_wait_is_over(
    cast: Cast, limited: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(MOST):
        limited.get("/tickets")
    for _ in range(FOR_EVER):
        assert codes(limited.post("/tickets", NEW, Idempotency_Key="once-2")) == (429, "access.api-token.too-fast")
    assert made(cast) == (0, 0)
    monkeypatch.setattr("waarborg.access.bearer.RATE", tokens.Limit(1000, timedelta(seconds=DAY)))
    first, again = (limited.post("/tickets", NEW, Idempotency_Key="once-2") for _ in range(2))
    assert (first.status_code, again.headers["Idempotency-Replayed"]) == (201, "true")
    assert made(cast) == (1, 1)


def test_without_a_key_what_was_refused_made_nothing_and_what_was_taken_is_offered_to_the_desk_as_one(
    cast: Cast, limited: Program
) -> None:
    answers = [limited.post("/tickets", NEW) for _ in range(FOR_EVER)]
    assert [one.status_code for one in answers] == [201] * MOST + [429] * (FOR_EVER - MOST)
    assert made(cast) == (MOST, MOST)
    with cast.agent.at_work():
        assert beside(Ticket.objects.order_by("number")[0]).alike == MOST - 1


def test_what_is_wrong_stays_wrong_makes_nothing_and_comes_to_an_end(cast: Cast, limited: Program) -> None:
    wrong = {**NEW, "priority": "p9"}
    answers = [limited.post("/tickets", wrong, Idempotency_Key="once-3") for _ in range(FOR_EVER)]
    assert [one.status_code for one in answers] == [422] * MOST + [429] * (FOR_EVER - MOST)
    assert made(cast) == (0, 0)


def test_it_is_told_when_to_come_back_and_others_are_not_hindered(cast: Cast, limited: Program) -> None:
    others = program(cast.stranger)
    colleague = program(cast.administrator)
    for _ in range(FOR_EVER):
        last = limited.post("/tickets", NEW, Idempotency_Key="once-4")
    assert codes(last) == (429, "access.api-token.too-fast")
    assert 1 <= int(last.headers["Retry-After"]) <= DAY
    assert (others.get("/tickets").status_code, colleague.get("/tickets").status_code) == (200, 200)
    # The key is of one program: another with the same word is another request.
    theirs = colleague.post("/tickets", NEW, Idempotency_Key="once-4")
    assert (theirs.status_code, made(cast)) == (201, (2, 2))
