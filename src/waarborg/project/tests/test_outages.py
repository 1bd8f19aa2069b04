"""Which failures are an outage that passes, and what is said about it."""

import errno
import json

import psycopg
import pytest
from django.db import IntegrityError, InterfaceError, OperationalError
from django.test import RequestFactory

from waarborg.project import outages


def raised_from(error: Exception, cause: Exception | None) -> Exception:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (raised_from(OperationalError("refused"), psycopg.OperationalError("connection refused")), 503),
        (raised_from(OperationalError("bye"), psycopg.errors.AdminShutdown("terminating")), 503),
        (raised_from(OperationalError("starting"), psycopg.errors.CannotConnectNow("starting up")), 503),
        (raised_from(OperationalError("full house"), psycopg.errors.TooManyConnections("too many")), 503),
        (raised_from(InterfaceError("closed"), psycopg.InterfaceError("connection closed")), 503),
        (raised_from(OperationalError("no room"), psycopg.errors.DiskFull("could not extend file")), 507),
        (OSError(errno.ENOSPC, "No space left on device"), 507),
        (raised_from(OperationalError("slow"), psycopg.errors.QueryCanceled("statement timeout")), None),
        (raised_from(OperationalError("late"), psycopg.errors.LockNotAvailable("lock timeout")), None),
        (IntegrityError("twice"), None),
        (ValueError("a fault of ours"), None),
    ],
    ids=lambda value: str(value)[:20],
)
def test_only_a_database_or_disk_that_is_away_is_an_outage(error: Exception, status: int | None) -> None:
    assert outages.outage(error) == status


def answer(error: Exception, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], str]:
    request = RequestFactory().generic(method, "/", headers=headers)
    try:
        raise error
    except Exception:
        response = outages.server_error(request)
    return response.status_code, dict(response.headers), response.content.decode()


def test_a_page_that_was_asked_for_tries_again_by_itself_a_form_does_not() -> None:
    gone = raised_from(OperationalError("refused"), psycopg.OperationalError("connection refused"))
    status, headers, page = answer(gone, **{"Accept-Language": "nl", "Accept": "text/html"})
    assert (status, headers["Retry-After"], headers["Content-Language"]) == (503, "15", "nl")
    assert '<meta http-equiv="refresh" content="15">' in page
    assert "http-equiv" not in answer(gone, "POST", Accept="text/html")[2]


@pytest.mark.parametrize(("language", "title"), [("nl", "Er is geen ruimte meer"), ("en", "There is no room left")])
def test_a_full_disk_is_told_in_both_languages(language: str, title: str) -> None:
    full = OSError(errno.ENOSPC, "No space left on device")
    status, _, page = answer(full, "POST", **{"Accept-Language": language, "Accept": "text/html"})
    assert status == 507
    assert title in page
    _, headers, body = answer(full, "POST", **{"Accept-Language": language, "Accept": "application/json"})
    assert headers["Content-Type"] == "application/problem+json"
    assert json.loads(body)["code"] == "project.disk.full"
    assert json.loads(body)["title"].startswith(title)


def test_a_fault_of_ours_is_an_honest_500_without_its_details() -> None:
    status, _, page = answer(ValueError("internal detail"), **{"Accept": "text/html", "Accept-Language": "nl"})
    assert status == 500
    assert "Er ging bij ons iets mis" in page
    assert "internal detail" not in page
