"""An article is written, published for who it is meant for, changed, looked at again, withdrawn and put back."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.db import IntegrityError, transaction

from waarborg.customers.models import Person
from waarborg.customers.tests.cast import NOW, Cast
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import tenancy
from waarborg.plumbing.files.guards import spoken_for
from waarborg.plumbing.journal.models import JournalEntry
from waarborg.plumbing.permissions import NotAllowed, NotFound
from waarborg.plumbing.tenancy import Role
from waarborg.plumbing.tests.pixels import PNG
from waarborg.support.actions.articles.pictures import NameTaken, NoPicture, add_picture
from waarborg.support.actions.articles.publish import AsPublished, NotPublished, publish, put_back, withdraw
from waarborg.support.actions.articles.review import NoDayToCome, NotOurs, hand_over, reviewed
from waarborg.support.actions.articles.write import (
    BadLink,
    ChangedMeanwhile,
    HalfWritten,
    Meant,
    NothingWritten,
    WhichProduct,
    Words,
    write,
)
from waarborg.support.models import Article, ArticleDraft, ArticleEdition, ArticlePicture, ArticleTerm, ArticleTrigram
from waarborg.support.queries.article_search import search
from waarborg.support.queries.articles import listed, pictures, read
from waarborg.support.tests.articles import draft, published, said

pytestmark = pytest.mark.django_db


def kinds(cast: Cast) -> list[str]:
    with tenancy.enter(Role.DESK):
        rows = JournalEntry.objects.filter(tenant_id=cast.provider.id, kind__startswith="support.article.")
        return [
            one.removeprefix("support.article.") for one in rows.order_by("sequence").values_list("kind", flat=True)
        ]


def test_a_draft_and_what_changes_after_publication_is_seen_by_nobody_outside(cast: Cast) -> None:
    held = draft(cast, said("Eerste"))
    with cast.owner.at_work(), pytest.raises(NotFound):
        read(held.article_id)
    with cast.agent.at_work():
        publish(held.article_id, by=cast.agent.actor, at=NOW)
        write(held.article_id, said("Tweede"), Meant(), revision=2, by=cast.agent.actor, at=NOW)
    with cast.owner.at_work():
        assert read(held.article_id).title("en") == "Eerste"
        assert [one.title_nl for one in search("tweede").articles] == []
    with cast.agent.at_work():
        publish(held.article_id, by=cast.agent.actor, at=NOW)
        with pytest.raises(AsPublished):
            publish(held.article_id, by=cast.agent.actor, at=NOW)
        assert list(ArticleEdition.objects.order_by("edition").values_list("edition", "title_nl")) == [
            (1, "Eerste"),
            (2, "Tweede"),
        ]
    with cast.owner.at_work():
        assert read(held.article_id).title("nl") == "Tweede"
        assert search("eerste").articles == []
    assert kinds(cast) == ["written", "published", "written", "published"]


def test_the_database_itself_holds_that_only_what_is_published_has_an_audience(cast: Cast) -> None:
    held = draft(cast)
    with cast.agent.at_work(), transaction.atomic(), pytest.raises(IntegrityError, match="unpublished_is_ours"):
        Article.objects.filter(id=held.article_id).update(audience="public")


def test_withdrawn_it_is_read_and_found_by_nobody_and_put_back_it_is_a_draft_first(cast: Cast) -> None:
    article = published(cast, said("Eerste"))
    with cast.agent.at_work():
        write(article, said("Tweede"), Meant(), revision=2, by=cast.agent.actor, at=NOW)
        publish(article, by=cast.agent.actor, at=NOW)
        withdraw(article, by=cast.agent.actor, at=NOW)
        with pytest.raises(NotPublished):
            withdraw(article, by=cast.agent.actor, at=NOW)
        assert not ArticleTerm.objects.exists()
        assert not ArticleTrigram.objects.exists()
        put_back(article, 1, by=cast.agent.actor, at=NOW)
    with cast.owner.at_work(), pytest.raises(NotFound):
        read(article)
    with cast.agent.at_work():
        publish(article, by=cast.agent.actor, at=NOW)
    with cast.owner.at_work():
        assert (read(article).title("nl"), read(article).edition) == ("Eerste", 3)
    assert kinds(cast) == ["written", "published", "written", "published", "withdrawn", "written", "published"]


@pytest.mark.parametrize(
    ("words", "meant", "refusal"),
    [
        (Words(), Meant(), NothingWritten),
        (Words("Titel"), Meant(), HalfWritten),
        (Words("Titel", "Tekst", "", "Text"), Meant(), HalfWritten),
        (said("Titel", "[x](javascript:alert(1))"), Meant(), BadLink),
        (said("Titel", video="http://example.nl/film"), Meant(), BadLink),
        (said("Titel", video="https://"), Meant(), BadLink),
        (said("Titel"), Meant(reach="product"), WhichProduct),
    ],
    ids=["nothing", "no-text", "half-english", "script", "film", "no-film", "product"],
)
def test_what_cannot_be_read_is_not_kept(cast: Cast, words: Words, meant: Meant, refusal: type[Refusal]) -> None:
    with cast.agent.at_work():
        with pytest.raises(refusal):
            write(None, words, meant, by=cast.agent.actor, at=NOW)
        assert not Article.objects.exists()


def test_two_writers_do_not_overwrite_each_other(cast: Cast) -> None:
    held = draft(cast)
    with cast.agent.at_work():
        write(held.article_id, said("Van de een"), Meant(), revision=1, by=cast.agent.actor, at=NOW)
        with pytest.raises(ChangedMeanwhile):
            write(held.article_id, said("Van de ander"), Meant(), revision=1, by=cast.manager.actor, at=NOW)
        assert ArticleDraft.objects.get().title_nl == "Van de een"


def test_customers_write_nothing(cast: Cast) -> None:
    article = published(cast)
    with cast.owner.at_work():
        with pytest.raises(NotAllowed):
            write(None, said("x"), Meant(), by=cast.owner.actor, at=NOW)
        with pytest.raises(NotAllowed):
            withdraw(article, by=cast.owner.actor, at=NOW)
        assert read(article).is_live


def test_it_is_looked_at_again_and_somebody_who_works_here_answers_for_it(cast: Cast) -> None:
    article = published(cast)
    today = NOW.date()
    with cast.manager.at_work():
        assert ArticleDraft.objects.get().review_on == today + timedelta(days=365)
        assert listed("review", today=today)[0] == []
        assert [one.article.id for one in listed("review", today=today + timedelta(days=365))[0]] == [article]
        with pytest.raises(NoDayToCome):
            reviewed(article, again_on=today, by=cast.manager.actor, at=NOW)
        held = reviewed(article, again_on=date(2026, 9, 1), by=cast.manager.actor, at=NOW)
        assert (held.review_on, held.reviewed_by) == (date(2026, 9, 1), "K. Voorbeeld")
        Person.objects.filter(id=cast.agent.person.id).update(active=False, left_at=NOW)
        [left], _ = listed("review", today=today)
        assert left.owner_left
        with pytest.raises(NotOurs):
            hand_over(article, cast.agent.person.id, by=cast.manager.actor, at=NOW)
        hand_over(article, cast.manager.person.id, by=cast.manager.actor, at=NOW)
        assert listed("review", today=today)[0] == []
    assert kinds(cast) == ["written", "published", "reviewed", "handed-over"]


def test_a_picture_is_seen_by_who_reads_the_text_that_shows_it(cast: Cast) -> None:
    held = draft(cast, said("Stappen", "1. Kies ![knop](knop.png)"), reach="public")
    with cast.agent.at_work():
        for name in ("knop.png", "later.png"):
            add_picture(held.article_id, BytesIO(PNG), name=name, by=cast.agent.actor, at=NOW)
        with pytest.raises(NameTaken):
            add_picture(held.article_id, BytesIO(PNG), name="knop.png", by=cast.agent.actor, at=NOW)
        with pytest.raises(NoPicture):
            add_picture(held.article_id, BytesIO(b"%PDF-1.7 x"), name="blad.pdf", by=cast.agent.actor, at=NOW)
        kept = set(ArticlePicture.objects.values_list("file_id", flat=True))
        assert len(kept) == 2
        # What the nightly sweep asks: the rest of these files belongs to nothing.
        assert spoken_for()["knowledge-base"]([*kept, held.id]) == kept
    with tenancy.enter(Role.PUBLIC):
        assert pictures(held.article_id) == {}
    with cast.agent.at_work():
        publish(held.article_id, by=cast.agent.actor, at=NOW)
    with tenancy.enter(Role.PUBLIC):
        assert list(pictures(held.article_id)) == ["knop.png"]
    with cast.agent.at_work():
        withdraw(held.article_id, by=cast.agent.actor, at=NOW)
    with cast.owner.at_work():
        assert pictures(held.article_id) == {}
