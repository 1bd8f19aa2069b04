"""By which words a published article is found: taken down when it is published, taken out when it is withdrawn."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db import connection

from waarborg.support.models import Article, ArticleTerm, ArticleTrigram
from waarborg.support.rules.articles import markdown
from waarborg.support.rules.articles.ranking import TITLE
from waarborg.support.rules.articles.typos import trigrams
from waarborg.support.rules.articles.words import is_spelled, weighed

BATCH = 2_000
DICTIONARIES = {"nl": "dutch_stem", "en": "english_stem"}
# A word that no article of this audience uses any more is nobody's to be found by.
UNUSED = """
DELETE FROM support_article_trigram g
WHERE g.word = ANY(%(words)s) AND NOT EXISTS (
  SELECT FROM support_article_term t
  WHERE t.word = g.word AND t.audience = g.audience AND t.item_id IS NOT DISTINCT FROM g.item_id)
"""


def index(article: Article) -> None:
    """Take down the words of what is published, in the place of those of before."""
    forget(article)
    if article.is_live:
        take_down([article])


def take_down(articles: Sequence[Article]) -> None:
    """The words of published articles of which none are taken down yet. Two queries for their stems, and two for each
    audience among them."""
    terms: list[ArticleTerm] = []
    spelled: dict[tuple[UUID, str, UUID | None], set[str]] = {}
    weights = {lang: [weighed(_parts(one, lang)) for one in articles] for lang in DICTIONARIES}
    found = {
        lang: dict(stems({word for one in weights[lang] for word in one}, dictionary))
        for lang, dictionary in DICTIONARIES.items()
    }
    for place, one in enumerate(articles):
        whose = {"tenant_id": one.tenant_id, "audience": one.audience, "item_id": one.item_id}
        rows: dict[tuple[str, str], int] = {}
        for lang in DICTIONARIES:
            for word, weight in weights[lang][place].items():
                if word in found[lang]:
                    rows[word, found[lang][word]] = max(weight, rows.get((word, found[lang][word]), 0))
        terms += [
            ArticleTerm(article_id=one.id, word=word, stem=stem, weight=weight, **whose)
            for (word, stem), weight in rows.items()
        ]
        words = spelled.setdefault((one.tenant_id, one.audience, one.item_id), set())
        words.update(word for word, _ in rows if is_spelled(word))
    ArticleTerm.objects.bulk_create(terms, batch_size=BATCH)
    for (tenant, audience, item), words in spelled.items():
        _spell(tenant, audience, item, words)


def _parts(article: Article, lang: str) -> list[tuple[int, str]]:
    return [(TITLE, getattr(article, f"title_{lang}")), *markdown.parts(getattr(article, f"body_{lang}"))]


def _spell(tenant: UUID, audience: str, item: UUID | None, words: set[str]) -> None:
    """Trigrams of the words that articles of this audience did not have yet."""
    held = ArticleTrigram.objects.filter(word__in=words, audience=audience, item_id=item)
    new = sorted(words - set(held.values_list("word", flat=True).distinct()))
    whose = {"tenant_id": tenant, "audience": audience, "item_id": item}
    ArticleTrigram.objects.bulk_create(
        [ArticleTrigram(word=word, trigram=one, **whose) for word in new for one in sorted(trigrams(word))],
        batch_size=BATCH,
        ignore_conflicts=True,
    )


def forget(article: Article) -> None:
    """Take out its words, and those that no other article of its audience uses."""
    gone = ArticleTerm.objects.filter(article=article)
    words = sorted(set(gone.values_list("word", flat=True)))
    if words:
        gone.delete()
        with connection.cursor() as cursor:
            cursor.execute(UNUSED, {"words": words})


def stems(words: Iterable[str], dictionary: str) -> list[tuple[str, str]]:
    """Each word with its stem, words that say nothing ("the") left out. One query."""
    wanted = sorted(words)
    if not wanted:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT word, left(stem, 40) FROM unnest(%s::text[]) word, unnest(ts_lexize(%s, word)) stem",
            [wanted, dictionary],
        )
        return list(cursor.fetchall())
