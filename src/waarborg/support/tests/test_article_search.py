"""Articles are found by the stems of Dutch and English words, also half typed and mistyped, by who may read them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waarborg.catalogue.tests.stock import bought, make_stock
from waarborg.customers.tests.cast import Cast
from waarborg.plumbing import tenancy
from waarborg.plumbing.tenancy import Role
from waarborg.support.models import Article, ArticleTerm, ArticleTrigram
from waarborg.support.queries.article_search import offered, search
from waarborg.support.rules.articles.ranking import Hit, score
from waarborg.support.rules.articles.typos import allowed, distance, meant, trigrams
from waarborg.support.tests.articles import published, said

WORD = st.text(alphabet="abcdelnorst", min_size=1, max_size=9)


def titles(text: str) -> list[str]:
    return [one.title_nl or one.title_en for one in search(text).articles]


@pytest.mark.django_db
def test_words_are_found_by_their_stems_and_titles_come_first(cast: Cast) -> None:
    published(cast, said("Facturen bekijken", "U vindt ze onder Administratie."))
    published(cast, said("Uw gegevens", "Ook een factuur staat hier, naast roosters."))
    published(cast, said("", "", title_en="Changing passwords", body_en="Choose a new one."))
    with cast.ordinary_user.at_work():
        assert titles("factuur") == ["Facturen bekijken", "Uw gegevens"]
        assert titles("het rooster") == ["Uw gegevens"]
        assert titles("password changed") == ["Changing passwords"]
        assert titles("admini") == ["Facturen bekijken"]
        assert titles("de het een") == titles("") == titles("%_'\\") == []


@pytest.mark.django_db
def test_a_mistyped_word_finds_what_was_meant_and_says_so(cast: Cast) -> None:
    published(cast, said("Wachtwoord vergeten"))
    published(cast, said("Cliënten importeren"))
    with cast.ordinary_user.at_work():
        found = search("wachtwrood")
        assert [one.title_nl for one in found.articles] == ["Wachtwoord vergeten"]
        assert found.instead == {"wachtwrood": ["wachtwoord"]}
        assert titles("clienten inporteren") == ["Cliënten importeren"]
        assert search("clienten").instead == {}
        assert search("fiets").articles == []


@pytest.mark.django_db
def test_nobody_finds_what_is_not_for_him_nor_learns_its_words(cast: Cast) -> None:
    stock = make_stock(cast)
    bought(cast, stock.records, cast.merendaal)
    published(cast, said("Zeldzaam voor collega's"), reach="staff")
    published(cast, said("Zeldzaam voor kopers"), reach="product", item=stock.records.id)
    published(cast, said("Zeldzaam voor klanten"), reach="customers")
    published(cast, said("Zeldzaam voor iedereen"), reach="public")
    everybody = {"Zeldzaam voor iedereen"}
    customers = everybody | {"Zeldzaam voor klanten"}
    with cast.ordinary_user.at_work():
        assert set(titles("zeldzaam")) == customers | {"Zeldzaam voor kopers"}
        assert "collega" not in set(ArticleTrigram.objects.values_list("word", flat=True))
    with cast.stranger.at_work():
        assert set(titles("zeldzaam")) == customers
        assert not ArticleTerm.objects.filter(word="kopers").exists()
        assert search("koperz").instead == {}
    with tenancy.enter(Role.PUBLIC):
        assert set(titles("zeldzaam")) == everybody
        assert Article.objects.count() == 1
    with cast.agent.at_work():
        assert len(titles("zeldzaam")) == 4


@pytest.mark.django_db
def test_what_fits_too_little_is_not_offered(cast: Cast) -> None:
    published(cast, said("Uren komen niet door in de facturatie"))
    for number in range(6):
        published(cast, said(f"Rooster {number}"))
    with cast.support_contact.at_work():
        assert [one.title_nl for one in offered("De uren staan niet in de factuur", "Sinds gisteren.")] == [
            "Uren komen niet door in de facturatie"
        ]
        assert len(offered("roosters")) == 5
        assert offered("volg") == []


def test_use_and_votes_move_an_article_and_words_decide() -> None:
    hit = Hit(8.0, 2, 2)
    plain = score(hit, opened=0, helped=0, unhelped=0)
    assert score(hit, opened=200, helped=0, unhelped=0) > plain
    assert score(hit, opened=0, helped=0, unhelped=9) < plain
    assert score(Hit(30.0, 2, 2), opened=0, helped=0, unhelped=50) > score(hit, opened=9999, helped=99, unhelped=0)


@given(WORD, WORD)
def test_the_distance_is_that_of_a_walk_over_all_ways(one: str, other: str) -> None:
    """Against the definition, written out without bounds; the same both ways, nothing only for the same word."""
    far = len(one) + len(other)
    assert distance(one, other, far) == distance(other, one, far) == _plain(one, other)
    assert (distance(one, other, 2) == 0) is (one == other)
    assert distance(one, other, 2) == min(3, _plain(one, other))


def _plain(one: str, other: str) -> int:
    known: dict[tuple[int, int], int] = {}
    for i in range(len(one) + 1):
        for j in range(len(other) + 1):
            ways = [i + j] if not (i and j) else [known[i - 1, j] + 1, known[i, j - 1] + 1]
            if i and j:
                ways.append(known[i - 1, j - 1] + (one[i - 1] != other[j - 1]))
            if i > 1 and j > 1 and (one[i - 1], one[i - 2]) == (other[j - 2], other[j - 1]):
                ways.append(known[i - 2, j - 2] + 1)
            known[i, j] = min(ways)
    return known[len(one), len(other)]


@given(st.text(alphabet="abcdelnorst", min_size=4, max_size=12), st.integers(0, 11), st.sampled_from("abcdelnorst"))
def test_a_word_with_one_error_is_among_what_was_meant(word: str, at: int, sign: str) -> None:
    place = at % len(word)
    typed = word[:place] + sign + word[place + 1 :]
    assert trigrams(word) and allowed(typed) >= 1
    if typed != word:
        assert meant(typed, [word, "zzzzzzzz"]) == [word]
    assert meant(word, [word]) == []
