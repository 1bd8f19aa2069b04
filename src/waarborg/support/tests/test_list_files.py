"""Every list of the desk as a file: the columns of its page, all its rows, and only for who sees the page."""

import csv
import io
import zipfile
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from waarborg.customers.tests.cast import Cast, Player
from waarborg.plumbing.access_log.models import AccessRead
from waarborg.plumbing.slots import counted
from waarborg.promises.models import AgreementVersion
from waarborg.support.models import VisitorQuestion
from waarborg.support.queries.sheets.lists import LISTS
from waarborg.support.tests.appointments.sessions import booked, on_duty
from waarborg.support.tests.call_backs.calls import NUMBER, asked
from waarborg.support.tests.complaints.cases import bound_to
from waarborg.support.tests.reports import at
from waarborg.support.tests.urgent.test_mark import marked

Enter = Callable[[Player], Client]
NOW = "2026-04-07 09:30"


@pytest.fixture
def perplex(cast: Cast) -> AgreementVersion:
    return bound_to(cast, "perplex-dbc")


def read(client: Client, listed: str) -> list[list[str]]:
    answer = client.get(f"/desk/lists/{listed}/")
    assert answer.status_code == 200
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    return list(csv.reader(io.StringIO(text), delimiter=";" if ";" in text.splitlines()[0] else ","))


def test_calls_back_leave_with_who_when_and_how_they_stand(
    cast: Cast, perplex: AgreementVersion, signed_in: Enter, settings: object
) -> None:
    settings.CLOCK_OFFSET = at(NOW) - timezone.now()  # type: ignore[attr-defined]
    made = asked(cast, "2026-04-08 10:00", now=NOW)
    head, row = read(signed_in(cast.agent), "call-backs")
    assert len(head) == len(row)
    assert row[1:8] == [
        made.ticket.shown_number, "Het scherm Perioden blijft leeg.", "Stichting Thuiszorg Merendaal", "S. Monster",
        f"'{NUMBER}", "K. Voorbeeld", "wij bellen",
    ]  # fmt: skip
    with cast.owner.at_work():
        seen = AccessRead.objects.filter(why="a list of the service desk")
        assert seen.count() == 1


def test_appointments_and_urgent_cases_leave_too(cast: Cast, signed_in: Enter, settings: object) -> None:
    bound_to(cast, "cliendo")
    settings.CLOCK_OFFSET = at(NOW) - timezone.now()  # type: ignore[attr-defined]
    case = marked(cast, "2026-04-07 09:00", "exposed")
    on_duty(cast)
    booked(cast, "2026-04-08 10:00", now=NOW)
    agent = signed_in(cast.agent)
    [_, urgent] = read(agent, "urgent")
    assert case.ticket.shown_number in urgent and "gaat voor, inbegrepen" in urgent and "T. Fictief" in urgent
    [_, appointment] = read(agent, "appointments")
    assert "afgesproken" in appointment and "Stichting Thuiszorg Merendaal" in appointment


@pytest.mark.parametrize("listed", LISTS)
def test_each_is_there_as_csv_and_xlsx_with_its_columns_in_both_languages(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter, listed: str
) -> None:
    manager = signed_in(cast.manager)
    [head] = read(manager, listed)
    assert len(head) == len(set(head)) >= 5
    answer = manager.get(f"/desk/lists/{listed}/?as=xlsx")
    body = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert "xl/worksheets/sheet1.xml" in zipfile.ZipFile(io.BytesIO(body)).namelist()
    assert ".xlsx" in answer.headers["Content-Disposition"]


def test_who_may_not_see_the_page_gets_no_file_and_no_list_is_made_up(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter
) -> None:
    assert signed_in(cast.agent).get("/desk/lists/use/").status_code == 403
    assert signed_in(cast.agent).get("/desk/lists/salaries/").status_code == 404
    assert signed_in(cast.owner).get("/desk/lists/call-backs/").status_code == 404


def test_a_file_of_many_rows_asks_as_often_as_one_of_a_few(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter
) -> None:
    agent, found = signed_in(cast.agent), []
    for numbers in ((1,), (2, 3)):
        with cast.agent.at_work():
            for number in numbers:
                VisitorQuestion.objects.create(
                    tenant_id=cast.provider.id, number=number, name="A", email="a@example.org", language="nl",
                    subject="S", text="T", connection=f"{number}", asked_at=at(NOW),
                    confirmed_at=at(NOW) + timedelta(1), state="open",
                )  # fmt: skip
        with counted() as queries:
            assert len(read(agent, "questions")) == 1 + numbers[-1]
        found.append(len(queries))
    assert found[0] == found[1]
