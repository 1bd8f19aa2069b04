"""How often articles are opened and helped, kept with each for the order of what is found."""

from datetime import datetime, timedelta

from django.db import connection

TALLY = "support.articles.tally"
OPENED_DAYS, JUDGED_DAYS = 90, 365
COUNT = """
UPDATE support_article a SET opened = found.opened, helped = found.helped, unhelped = found.unhelped
FROM (
  SELECT s.id, count(DISTINCT u.person_id) FILTER (WHERE u.opened_at >= %(opened)s) AS opened,
    count(*) FILTER (WHERE u.helped) AS helped, count(*) FILTER (WHERE NOT u.helped) AS unhelped
  FROM support_article s LEFT JOIN support_article_use u ON u.article_id = s.id AND u.opened_at >= %(judged)s
  WHERE s.state = 'published' GROUP BY s.id
) found
WHERE a.id = found.id AND (a.opened, a.helped, a.unhelped) IS DISTINCT FROM (found.opened, found.helped, found.unhelped)
"""


def tally(*, at: datetime) -> int:
    """Count anew for what is published; returns how many changed. Nothing is journalled: it follows from what is kept.
    For the desk's role."""
    since = {"opened": at - timedelta(days=OPENED_DAYS), "judged": at - timedelta(days=JUDGED_DAYS)}
    with connection.cursor() as cursor:
        cursor.execute(COUNT, since)
        return cursor.rowcount
