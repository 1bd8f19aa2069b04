"""Finding articles by words: by their stems, by the beginning of the last one, and by what was meant where a word is
found nowhere. Flat in the number of articles: equal texts in an index, which holds under row policies too."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from waarborg.plumbing.tenancy import plans
from waarborg.support.models import Article
from waarborg.support.queries.articles import TEXTS
from waarborg.support.rules.articles import typos
from waarborg.support.rules.articles.ranking import BEGUN, MEANT, WORTH_OFFERING, Hit, score
from waarborg.support.rules.articles.words import is_spelled, words

# Of a long question; the title of a report comes first.
MOST_WORDS = 12
FOUND = 60
SHORTEST_BEGINNING = 3
MOST_BEGUN = 4_000
# Of a long text, so many words that nothing holds are looked for in another spelling.
MOST_MEANT = 3
LAST = "\U0010ffff"
OFFERED = 5

STEMS = """
SELECT n, word, array(SELECT DISTINCT left(one, 40) FROM unnest(
  coalesce(ts_lexize('dutch_stem', word), '{}') || coalesce(ts_lexize('english_stem', word), '{}')) one)
FROM unnest(%s::text[]) WITH ORDINALITY AS asked(word, n) ORDER BY n
"""
# Of each word of the question an article has its best hit; a word that many articles use says less about each. The
# stems stand in the conditions themselves: joined to a list of them, the table would be read from end to end.
HITS = """
WITH found AS MATERIALIZED (
  SELECT article_id, stem, weight FROM support_article_term WHERE stem = ANY(%(stems)s)
), begun AS MATERIALIZED (
  SELECT article_id, weight FROM support_article_term
  WHERE %(number)s > 0 AND stem >= %(low)s AND stem <= %(high)s LIMIT %(most)s
), hit AS (
  SELECT article_id, n, max(points) AS points FROM (
    SELECT found.article_id, asked.n, found.weight * asked.worth AS points FROM found
    JOIN unnest(%(stems)s::text[], %(numbers)s::int[], %(worth)s::float8[]) AS asked(stem, n, worth)
      ON asked.stem = found.stem
    UNION ALL SELECT article_id, %(number)s::int, weight * %(begun)s::float8 FROM begun
  ) every GROUP BY article_id, n
), weighed AS (
  SELECT article_id, n, points / (1 + 0.3 * ln(count(*) OVER (PARTITION BY n))) AS points FROM hit
)
SELECT article_id, sum(points), count(*), array_agg(n) FROM weighed
GROUP BY article_id ORDER BY sum(points) * count(*) DESC, article_id DESC LIMIT %(limit)s
"""
KNOWN = """
SELECT word FROM support_article_trigram WHERE trigram = ANY(%s)
GROUP BY word ORDER BY count(DISTINCT trigram) DESC, word LIMIT %s
"""


@dataclass(frozen=True, slots=True)
class Found:
    """Articles, the best first; `instead` are words that nothing holds, each with those that were looked for in its
    place."""

    articles: list[Article]
    instead: dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class _Asked:
    """A stem, the number of the word that it stands for, and what a hit is worth."""

    stem: str
    n: int
    worth: float


def search(text: str, *, limit: int = 20, begun: bool = True) -> Found:
    """The published articles that fit, for whoever is in scope; `begun`: the last word may not be whole. At most nine
    queries."""
    typed = words(text)[:MOST_WORDS]
    stems = _stems(typed)
    asked = [_Asked(stem, n, 1.0) for n, _, found in stems for stem in found]
    last = stems[-1] if begun and stems and len(stems[-1][1]) >= SHORTEST_BEGINNING else None
    if not asked and last is None:
        return Found([], {})
    plans.for_these_values()
    hits = _hits(asked, last)
    held = {n for _, _, _, ns in hits for n in ns}
    missing = [(n, word) for n, word, found in stems if found and n not in held and is_spelled(word)][:MOST_MEANT]
    instead = {word: near for _, word in missing if (near := _meant(word))}
    if instead:
        number_of = {near: n for n, word in missing for near in instead.get(word, ())}
        for _, meant, found in _stems(list(number_of)):
            asked += [_Asked(stem, number_of[meant], MEANT) for stem in found]
        hits = _hits(asked, last)
    said = sum(1 for _, _, found in stems if found)
    return Found(_ranked(hits, said)[:limit], instead)


def offered(subject: str, what: str = "") -> list[Article]:
    """What may solve what somebody is about to report, at most five; nothing where nothing fits well enough."""
    found = search(f"{subject} {what}", limit=OFFERED)
    return [one for one in found.articles if one.points >= WORTH_OFFERING]  # type: ignore[attr-defined]


def _stems(typed: Sequence[str]) -> list[tuple[int, str, list[str]]]:
    """Each word with its number and its stems in both languages; none for a word that says nothing. One query."""
    if not typed:
        return []
    with connection.cursor() as cursor:
        cursor.execute(STEMS, [list(typed)])
        return list(cursor.fetchall())


def _hits(asked: Sequence[_Asked], last: tuple[int, str, list[str]] | None) -> list[tuple[UUID, float, int, list[int]]]:
    """The best of them, by points; `last` is a word that may only have begun. One query."""
    number, low = (last[0], last[1]) if last else (0, "")
    with connection.cursor() as cursor:
        cursor.execute(
            HITS,
            {
                "stems": [one.stem for one in asked],
                "numbers": [one.n for one in asked],
                "worth": [one.worth for one in asked],
                "number": number,
                "low": low,
                "high": low + LAST,
                "begun": BEGUN,
                "most": MOST_BEGUN,
                "limit": FOUND,
            },
        )
        return list(cursor.fetchall())


def _meant(word: str) -> list[str]:
    """Words of articles in scope that are spelled nearly so. One query."""
    with connection.cursor() as cursor:
        cursor.execute(KNOWN, [sorted(typos.trigrams(word)), typos.CANDIDATES])
        return typos.meant(word, (one for (one,) in cursor.fetchall()))


def _ranked(hits: Sequence[tuple[UUID, float, int, list[int]]], asked: int) -> list[Article]:
    rows = {
        one.id: one for one in Article.objects.filter(id__in=[row[0] for row in hits], state="published").defer(*TEXTS)
    }
    scored = []
    for identifier, points, matched, _ in hits:
        one = rows.get(identifier)
        if one is not None:
            one.points = points  # type: ignore[attr-defined]
            hit = Hit(points, matched, asked)
            scored.append((score(hit, opened=one.opened, helped=one.helped, unhelped=one.unhelped), identifier, one))
    return [one for _, _, one in sorted(scored, key=lambda row: (-row[0], row[1]))]
