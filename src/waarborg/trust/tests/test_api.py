"""Reports for programs: the list, and the very file that the pages give."""

import json
from typing import Any

import pytest

from waarborg.access.tests.programs import codes, program
from waarborg.customers.tests.cast import Cast
from waarborg.promises.models import AgreementVersion
from waarborg.trust.models import Report
from waarborg.trust.tests.story import april, report

pytestmark = pytest.mark.django_db


def told(response: Any) -> Any:
    assert response.status_code == 200, response.content
    return json.loads(response.content)


@pytest.fixture
def made(cast: Cast, appreo: AgreementVersion) -> Report:
    april(cast)
    return report(cast, "2026-05-04 10:00")


def test_a_customer_gets_its_signed_report_byte_for_byte(cast: Cast, made: Report) -> None:
    mine = program(cast.owner)
    [line] = told(mine.get("/reports"))["items"]
    assert (line["id"], line["month"], line["complete"]) == (str(made.id), "2026-04", True)
    assert told(mine.get(f"/reports/{made.id}")) == line
    signed = mine.get(f"/reports/{made.id}/signed")
    assert signed.content == made.envelope
    assert signed.headers["Content-Type"] == "application/json"


def test_another_customer_and_an_ordinary_user_find_nothing(cast: Cast, made: Report) -> None:
    other = program(cast.stranger)
    assert told(other.get("/reports"))["items"] == []
    assert told(other.get(f"/reports?customer={cast.merendaal.id}"))["items"] == []
    for path in (f"/reports/{made.id}", f"/reports/{made.id}/signed"):
        assert codes(other.get(path)) == (404, "plumbing.not-found")


def test_staff_read_those_of_every_customer_in_pages(cast: Cast, made: Report) -> None:
    staff = program(cast.manager)
    june = report(cast, "2026-06-02 10:00", month="2026-05")
    first = told(staff.get("/reports?limit=1"))
    assert [one["id"] for one in first["items"]] == [str(june.id)]
    second = told(staff.get(f"/reports?limit=1&cursor={first['next']}"))
    assert ([one["id"] for one in second["items"]], second["next"]) == ([str(made.id)], None)
    assert told(staff.get(f"/reports?customer={cast.hazelvoort.id}"))["items"] == []
