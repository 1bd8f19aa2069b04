"""The figures of support that agreements promise, over everything there is: reckoned in the desk's scope."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from fractions import Fraction
from uuid import UUID

from django.db import connection

from waarborg.kernel.instants import to_us
from waarborg.plumbing.indicators import Counted
from waarborg.support.queries.use import contacts_between, fair_use
from waarborg.support.rules.figures.groups import SMALL, spread
from waarborg.support.rules.use.compare import Compared

ARTICLES = """
SELECT count(*), count(*) FILTER (WHERE a.video <> '' OR EXISTS (
  SELECT 1 FROM support_article_picture p WHERE p.article_id = a.id AND p.audience = a.audience))
FROM support_article a WHERE a.state = 'published' AND a.audience = 'public'
"""
QUESTIONS = """
SELECT
  (SELECT count(*) FROM support_article_use u WHERE u.judged_at >= %(begin)s AND u.judged_at < %(end)s AND u.helped),
  (SELECT count(*) FROM support_ticket t WHERE t.reported_at >= %(begin)s AND t.reported_at < %(end)s
     AND t.state <> 'withdrawn')
"""
HANDLED = """
SELECT sum(h.minutes), t.intake = 4 AND NOT EXISTS (
  SELECT 1 FROM journal_entry e
  WHERE e.tenant_id = t.tenant_id AND e.subject_id = t.id AND e.kind = 'support.ticket.completed')
FROM support_ticket t JOIN support_handling_time h ON h.tenant_id = t.tenant_id AND h.ticket_id = t.id
WHERE t.resolved_at >= %(begin)s AND t.resolved_at < %(end)s AND t.channel <> 'import'
GROUP BY t.tenant_id, t.id, t.intake HAVING sum(h.minutes) > 0
"""


def article_count(begin: datetime, end: datetime) -> Mapping[UUID | None, Counted]:
    """The articles published for everybody that show an example, in pictures or a film (CL-14). As it is now, whatever
    the period."""
    ((published, pictured),) = _read(ARTICLES, begin, end)
    return {None: Counted(pictured, 1, {"published": published})}


def share_of_questions(begin: datetime, end: datetime) -> Mapping[UUID | None, Counted]:
    """The share of all questions that an article answered, as the page of figures counts them (PX-90): a search without
    opening anything counts nothing, every report counts as a question that was not answered."""
    ((answered, reported),) = _read(QUESTIONS, begin, end)
    return {None: Counted(answered, answered + reported, {"answered": answered, "reported": reported})}


def handling_time_gain(begin: datetime, end: datetime) -> Mapping[UUID | None, Counted]:
    """How many times as long the middle incomplete report took us as the middle one that was complete from the start,
    of those solved in the period of which time was written down (CL-10). Of fewer than five of either nothing is said.
    """
    rows = _read(HANDLED, begin, end)
    complete, incomplete = (spread(minutes for minutes, whole in rows if whole is kind) for kind in (True, False))
    parts = {"complete": complete.count, "incomplete": incomplete.count}
    if min(complete.count, incomplete.count) < SMALL or complete.median is None or incomplete.median is None:
        return {None: Counted(0, 0, parts)}
    parts |= {"minutes": complete.median, "minutes_incomplete": incomplete.median}
    return {None: Counted(incomplete.median, complete.median, parts)}


def _read(query: str, begin: datetime, end: datetime) -> Sequence[tuple[int, int]]:
    with connection.cursor() as cursor:
        cursor.execute(query, {"begin": begin, "end": end})
        found: Sequence[tuple[int, int]] = cursor.fetchall()
    return found


def ratio_to_average(begin: datetime, end: datetime) -> Mapping[UUID | None, Counted]:
    """Of each customer whose agreement speaks of fair use: its weighted minutes against those of an average customer of
    its size and time (CL-04)."""
    found = fair_use(end - timedelta(microseconds=1), since=begin)
    return {tenant: _against(one) for tenant, (one, _) in found.items()}


def contact_frequency(begin: datetime, end: datetime) -> Mapping[UUID | None, Counted]:
    """Of each customer: how often it reported something, against the average for its size (PX-97)."""
    found = contacts_between(to_us(begin), to_us(end))
    return {tenant: _against(one) for tenant, (one, _) in found.items()}


# A fraction of whole numbers that a journal can hold; what is finer is cut off.
LARGEST, FINE = 10**15, 10**6


def _against(one: Compared) -> Counted:
    """Nothing of who cannot be compared. What is cut off never brings somebody over, or back under, what is fair."""
    parts = {"used": int(one.used.amount), "expected": int(one.expected or 0), "people": one.used.size or 0}
    parts |= {"days": one.used.days, "customers": one.customers}
    ratio = one.ratio
    if ratio is None:
        return Counted(0, 0, parts)
    if max(ratio.numerator, ratio.denominator) >= LARGEST:
        cut = int(ratio * FINE)
        over = one.state == "over" and Fraction(cut, FINE) <= one.multiple
        ratio = Fraction(cut + over, FINE)
    return Counted(ratio.numerator, ratio.denominator, parts)


INDICATORS = {
    "support.use.ratio-to-average": ratio_to_average,
    "support.contact.frequency": contact_frequency,
    "support.article.count": article_count,
    "support.article.share-of-questions": share_of_questions,
    "support.ticket.handling-time-gain": handling_time_gain,
}
