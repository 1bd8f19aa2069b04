"""By which words a published article is found: taken down when it is published, taken out when it is withdrawn."""

from collections.abc import Iterable

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
    if not article.is_live:
        return
    whose = {"tenant_id": article.tenant_id, "audience": article.audience, "item_id": article.item_id}
    rows: dict[tuple[str, str], int] = {}
    for lang, dictionary in DICTIONARIES.items():
        found = weighed([(TITLE, getattr(article, f"title_{lang}")), *markdown.parts(getattr(article, f"body_{lang}"))])
        for word, stem in stems(found, dictionary):
            rows[word, stem] = max(found[word], rows.get((word, stem), 0))
    ArticleTerm.objects.bulk_create(
        [
            ArticleTerm(article=article, word=word, stem=stem, weight=weight, **whose)
            for (word, stem), weight in rows.items()
        ],
        batch_size=BATCH,
    )
    spelled = sorted({word for word, _ in rows if is_spelled(word)})
    ArticleTrigram.objects.bulk_create(
        [ArticleTrigram(word=word, trigram=one, **whose) for word in spelled for one in sorted(trigrams(word))],
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
