"""What the login role may do by itself: the installation's tables and the queue, also where PUBLIC may do nothing."""

import pytest
from django.db import connection, connections

from waarborg.plumbing import data_catalogue
from waarborg.plumbing.tests.test_jobs import hand_over, rows, work


def owner(sql: str) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(sql)


def test_the_queue_works_where_public_may_run_no_function(committed: None) -> None:
    owner("REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA public FROM PUBLIC")
    owner("REVOKE USAGE ON TYPE procrastinate_job_status, procrastinate_job_to_defer_v1 FROM PUBLIC")
    owner("REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA public FROM waarborg_app")
    connection.close()
    try:
        data_catalogue.grant_installation("owner")
        hand_over("test.once")
        work()
        hand_over("test.once")
        work()
        assert ("test.once", "succeeded", 1) in rows()
    finally:
        owner("GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO PUBLIC")
        owner("REVOKE EXECUTE ON FUNCTION access_log_open, access_log_close, access_log_write FROM PUBLIC")
        owner("GRANT USAGE ON TYPE procrastinate_job_status, procrastinate_job_to_defer_v1 TO PUBLIC")


@pytest.mark.parametrize("table", data_catalogue.installation_tables())
def test_the_login_role_may_use_every_installation_table(db: None, table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT bool_and(has_table_privilege(current_user, %s, p)) FROM unnest(ARRAY['select', 'insert', 'update',"
            " 'delete']) AS p",
            [f'"{table}"'],
        )
        assert cursor.fetchone() == (True,)


def test_the_login_role_owns_nothing_and_reads_no_tenants_row(db: None) -> None:
    tables = [entry.table for entry in data_catalogue.of_customers()]
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_class WHERE relowner = current_user::regrole")
        assert cursor.fetchone() == (0,)
        cursor.execute(
            "SELECT t FROM unnest(%s::text[]) AS t WHERE has_table_privilege(current_user, t, 'select')", [tables]
        )
        assert cursor.fetchall() == []
