"""How many questions the knowledge base answered, beside how many were reported (PX-85, PX-90).

Answered: somebody opened an article and said that it answered his question, once a person, article and day. A search
without opening anything counts nothing. Every report counts as a question that it did not answer, of whatever kind and
by whatever way it came, withdrawn ones excepted: that reading favours the customer.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection

from waarborg.kernel.instants import civil_start, from_us
from waarborg.plumbing.templatetags.waarborg import zone_of
from waarborg.plumbing.web.wording import local_date

COUNTS = """
WITH month AS (
  SELECT * FROM unnest(%(from)s::timestamptz[], %(to)s::timestamptz[]) WITH ORDINALITY AS m(begins, ends, n)
)
SELECT n,
  (SELECT count(*) FROM support_article_use u WHERE u.judged_at >= begins AND u.judged_at < ends AND u.helped),
  (SELECT count(*) FROM support_article_use u WHERE u.judged_at >= begins AND u.judged_at < ends AND u.helped
     AND u.source = 'report'),
  (SELECT count(*) FROM support_article_use u WHERE u.judged_at >= begins AND u.judged_at < ends AND NOT u.helped),
  (SELECT count(*) FROM support_ticket t WHERE t.reported_at >= begins AND t.reported_at < ends
     AND t.state <> 'withdrawn')
FROM month ORDER BY n
"""


@dataclass(frozen=True, slots=True)
class Month:
    """`answered` of `questions`; `instead` of these while a report was being written. `first` is its first day."""

    first: date
    answered: int
    instead: int
    unanswered: int
    reported: int

    @property
    def questions(self) -> int:
        return self.answered + self.reported


def figures(*, now: datetime, months: int) -> list[Month]:
    """This month and those before it, the newest first, over all customers. One query, for staff."""
    zone = zone_of()
    day = local_date(now, zone).replace(day=1)
    firsts = [_back(day, number) for number in range(-1, months)]
    instants = [from_us(civil_start(one, 0, zone)) for one in firsts]
    with connection.cursor() as cursor:
        cursor.execute(COUNTS, {"from": instants[1:], "to": instants[:-1]})
        return [Month(firsts[n], *counted) for n, *counted in cursor.fetchall()]


def _back(first: date, months: int) -> date:
    number = first.year * 12 + first.month - 1 - months
    return date(number // 12, number % 12 + 1, 1)
