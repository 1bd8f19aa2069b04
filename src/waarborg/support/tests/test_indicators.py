"""The figures of support that agreements promise, from what is really there to the signed report."""

import json
from fractions import Fraction

import pytest
from django.test import Client

from waarborg.customers.tests.cast import NOW, Cast
from waarborg.plumbing import tenancy
from waarborg.plumbing.actors import SYSTEM
from waarborg.plumbing.identifiers import uuid7
from waarborg.plumbing.tenancy import Role
from waarborg.promises.actions.state_figures import reckon, state_for
from waarborg.promises.queries.board import board
from waarborg.support.actions.answer import answer
from waarborg.support.actions.articles.judge import judge, opened
from waarborg.support.actions.complete import complete
from waarborg.support.actions.report import Report, report
from waarborg.support.actions.use.time import write_time
from waarborg.support.models import Article, ArticlePicture
from waarborg.support.queries.indicators import article_count, handling_time_gain, share_of_questions
from waarborg.support.tests.articles import published
from waarborg.support.tests.complaints.cases import bound_to
from waarborg.support.tests.reports import at, reported
from waarborg.trust.actions.make_report import make

APRIL = at("2026-04-01 00:00"), at("2026-05-01 00:00")


def stated(cast: Cast, when: str) -> None:
    with tenancy.enter(Role.DESK):
        reckon(by=SYSTEM, at=at(when))
        state_for(cast.merendaal.id, by=SYSTEM, at=at(when))


def articles(cast: Cast, number: int, drafts: int) -> None:
    """So many with a picture, of which the last ones are not published."""
    given = {"tenant_id": cast.provider.id}
    made = [
        Article(title_nl=f"Artikel {n}", body_nl="Stap 1.", edition=1, published_at=NOW, **given) for n in range(number)
    ]
    for one in made[: number - drafts]:
        one.state, one.audience = "published", "public"
    with tenancy.enter(Role.DESK):
        Article.objects.bulk_create(made)
        ArticlePicture.objects.bulk_create(
            ArticlePicture(
                article=one, audience=one.audience, file_id=uuid7(), name="stap.png", media_type="image/png", size=1,
                sha256="0" * 64, **given,
            )
            for one in made
        )  # fmt: skip


@pytest.mark.clause("CL-14")
def test_of_103_articles_4_are_drafts_the_page_says_99_and_more_than_100_is_red(cast: Cast, client: Client) -> None:
    bound_to(cast, "cliendo")
    articles(cast, 103, drafts=4)
    assert "99 artikelen voor iedereen" in client.get("/help/").content.decode()
    stated(cast, "2026-04-01 03:40")
    with cast.owner.at_work():
        shown = board(cast.merendaal.id, now=at("2026-04-02 12:00"), lang="nl")
    assert {one.id: one.state for one in shown.stands}["support.articles"] == "broken"
    with tenancy.enter(Role.DESK, cast.merendaal.id):
        made = make(cast.merendaal.id, "2026-04", by=SYSTEM, at=at("2026-05-01 06:00"))
    told = next(one for one in json.loads(bytes(made.payload))["promises"] if one["id"] == "support.articles")
    assert (told["verdict"], told["measure"]["numerator"], told["measure"]["parts"]) == (
        "broken", 99, {"published": 99}
    )  # fmt: skip


def test_an_article_without_an_example_in_pictures_does_not_count(cast: Cast) -> None:
    articles(cast, 2, drafts=0)
    published(cast, reach="public")
    with tenancy.enter(Role.DESK):
        assert article_count(*APRIL)[None].numerator == 2
        assert article_count(*APRIL)[None].parts == {"published": 3}


@pytest.mark.clause("PX-90")
def test_what_an_article_answered_counts_and_opening_or_searching_alone_does_not(cast: Cast) -> None:
    one = published(cast)
    reader, other = cast.owner, cast.support_contact
    for who in (reader, other):
        with who.at_work():
            opened(Article.objects.get(id=one), by=who.actor, at=at("2026-04-07 09:00"))
    with reader.at_work():
        judge(one, helped=True, source="article", comment="", by=reader.actor, at=at("2026-04-07 09:05"))
    reported(cast, "2026-04-08 09:00")
    reported(cast, "2026-05-01 00:00")
    with tenancy.enter(Role.DESK):
        found = share_of_questions(*APRIL)[None]
    assert (found.numerator, found.denominator, found.parts) == (1, 2, {"answered": 1, "reported": 1})


def handled(cast: Cast, minutes: int, *, whole: bool, later: bool = False) -> None:
    by, when = cast.support_contact, at(f"2026-04-07 09:{minutes}")
    said = {"place": "Planning", "since": "Vandaag", "affected": "Iedereen"}
    with by.at_work():
        ticket = report(
            cast.merendaal.id,
            Report(subject="Vraag", kind="question", what="Hoe gaat dit?", **(said if whole else {})),
            by=by.actor, at=when,
        )  # fmt: skip
        if later:
            complete(ticket, by=by.actor, at=when, answers=said)
    with cast.agent.at_work():
        write_time(ticket, by=cast.agent.actor, at=when, minutes=minutes)
        answer(ticket, by=cast.agent.actor, at=when, text="Zo.", purpose="resolution")


@pytest.mark.clause("CL-10")
def test_the_median_of_complete_reports_is_held_against_that_of_the_others(cast: Cast) -> None:
    """14 minutes against 37; one that was completed afterwards was not complete from the start."""
    for minutes in (10, 12, 14, 20, 31):
        handled(cast, minutes, whole=True)
    for minutes in (32, 35, 37, 44):
        handled(cast, minutes, whole=False)
    with tenancy.enter(Role.DESK):
        assert handling_time_gain(*APRIL)[None].denominator == 0
    handled(cast, 59, whole=False, later=True)
    with tenancy.enter(Role.DESK):
        found = handling_time_gain(*APRIL)[None]
    assert Fraction(found.numerator, found.denominator) == Fraction(37, 14)
    assert found.parts == {"complete": 5, "incomplete": 5, "minutes": 14, "minutes_incomplete": 37}
