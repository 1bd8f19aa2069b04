"""When a plan that serves all values serves some of them badly."""

from django.db import connection


def for_these_values() -> None:
    """Until the transaction ends, statements are planned for the values that they have.

    For searches: whether a text is in every row or in none decides how to look for it, and a plan kept from earlier
    searches knows neither.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL plan_cache_mode = force_custom_plan")
