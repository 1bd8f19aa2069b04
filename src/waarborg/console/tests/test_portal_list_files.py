"""Every list of the portal as a file: the columns of its page, all its rows, of the reader's own organisation alone."""

import csv
import io
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

from waarborg.customers.tests.cast import Cast, Player
from waarborg.notices.tests.told import published
from waarborg.plumbing.sheets.lists import offered
from waarborg.plumbing.slots import counted
from waarborg.promises.models import AgreementVersion
from waarborg.support.actions.sessions.ask_to_plan import propose_moments
from waarborg.support.models import Enrolment
from waarborg.support.tests.reports import at
from waarborg.support.tests.sessions.dates import comes, evaluation_planned
from waarborg.support.tests.sessions.dates import offered as on_offer

Enter = Callable[[Player], Client]
LISTS = sorted(offered())
# Addresses of the portal that show no list with a file, each with why.
NO_LIST = {
    "a form, or one act": {
        "access:emergency", "access:person-add", "contracts:came-along", "contracts:copy", "contracts:leaving",
        "contracts:licences", "merged-seen", "notices:preferences", "support:chat-start", "support:complaint-file",
        "support:new", "support:organisation",
    },
    "a file itself": {"access:audit-file", "support:complaints-file", "support:tickets-file"},
    "ways in of people and programs: each change of them stands in the audit, which has its own file": {
        "access:audit", "access:instructions", "access:networks", "access:security", "access:support-access",
        "access:tokens", "references", "rights", "webhooks",
    },
    "words to read": {
        "portal", "promises:agreement", "support:articles", "support:contact", "support:help-offers",
        "support:referrals", "support:solutions",
    },
    "figures and what is published: the month's report has them as data": {
        "availability:choose-together", "availability:portal", "availability:portal-figures",
        "availability:portal-maintenance", "availability:portal-method", "availability:portal-use",
        "support:portal-use",
    },
}  # fmt: skip


@pytest.fixture(autouse=True)
def april(settings: object) -> None:
    settings.CLOCK_OFFSET = at("2026-04-08 10:00") - timezone.now()  # type: ignore[attr-defined]


def addresses(patterns: Any, space: str = "", path: str = "") -> Iterator[tuple[str, str]]:
    """(path, name) of every address of the house."""
    for one in patterns:
        here = path + str(one.pattern)
        if hasattr(one, "url_patterns"):
            yield from addresses(one.url_patterns, space + (f"{one.namespace}:" if one.namespace else ""), here)
        else:
            yield here, f"{space}{one.name}"


def pages_of_the_portal() -> list[str]:
    """The names of every page of the portal whose address names no subject, in whatever package."""
    found = addresses(get_resolver().url_patterns)
    return sorted(name for path, name in found if path.startswith("portal/") and "<" not in path)


def read(client: Client, listed: str, **shown: str) -> list[list[str]]:
    answer = client.get(f"/portal/lists/{listed}/", shown)
    assert answer.status_code == 200, (listed, answer.status_code)
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    return list(csv.reader(io.StringIO(text)))


def test_every_list_of_the_portal_has_its_file_or_says_why_not(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter
) -> None:
    client, without = signed_in(cast.owner), set()
    for name in pages_of_the_portal():
        answer = client.get(reverse(name))
        page = "" if answer.streaming else answer.content.decode()
        if not ("as=csv" in page and "as=xlsx" in page):
            without.add(name)
    said = set[str]().union(*NO_LIST.values())
    assert (without - said, said - without) == (set(), set())


@pytest.mark.parametrize("listed", LISTS)
def test_each_is_there_as_csv_and_xlsx_with_its_columns(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter, listed: str
) -> None:
    owner = signed_in(cast.owner)
    head, *rows = read(owner, listed)
    assert len(head) == len(set(head)) >= 3
    assert {len(one) for one in rows} <= {len(head)}
    answer = owner.get(f"/portal/lists/{listed}/?as=xlsx")
    body = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert "xl/worksheets/sheet1.xml" in zipfile.ZipFile(io.BytesIO(body)).namelist()
    owner.cookies["waarborg_language"] = "en"
    assert len(read(owner, listed)[0]) == len(head)


def test_who_may_not_see_the_page_gets_no_file(cast: Cast, appreo: AgreementVersion, signed_in: Enter) -> None:
    user = signed_in(cast.ordinary_user)
    for listed in ("people", "charges", "who-looked", "evaluations"):
        assert user.get(f"/portal/lists/{listed}/").status_code == 403
    assert user.get("/portal/lists/salaries/").status_code == 404
    assert signed_in(cast.manager).get("/portal/lists/people/").status_code == 404


def test_each_reads_the_own_organisation_alone(cast: Cast, appreo: AgreementVersion, signed_in: Enter) -> None:
    evaluation_planned(cast, "2026-05-12 10:00", at=at("2026-04-07 09:00"))
    owner, other = signed_in(cast.owner), signed_in(cast.stranger)
    assert [one[0] for one in read(owner, "people")[1:]] == [
        "B. Proef",
        "C. Voorbeeld",
        "S. Monster",
        "T. Fictief",
    ] or [one[1] for one in read(owner, "people")[1:]] == sorted(
        one.person.email for one in (cast.owner, cast.administrator, cast.support_contact, cast.ordinary_user)
    )
    assert [one[0] for one in read(other, "people")[1:]] == [cast.stranger.person.name]
    assert len(read(owner, "evaluations")) == 2
    assert len(read(other, "evaluations")) == 1
    assert [one[2] for one in read(owner, "sessions")[1:]] == ["Evaluatiegesprek"]
    assert read(other, "sessions")[1:] == []


def test_trainings_followed_are_those_that_the_reader_sees(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter
) -> None:
    held = on_offer(cast, "2026-04-07 09:00", at=at("2026-03-02 09:00"))
    for player in (cast.owner, cast.ordinary_user):
        comes(player, held, at=at("2026-03-02 10:00"))
    with cast.manager.at_work():
        Enrolment.objects.update(attended=True)
    assert len(read(signed_in(cast.owner), "followed")) == 3
    [_, mine] = read(signed_in(cast.ordinary_user), "followed")
    assert mine[:2] == [cast.ordinary_user.person.name, "Plannen voor beginners"]


def test_messages_leave_with_when_they_were_opened_and_as_many_questions_for_three(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter
) -> None:
    client, asked = signed_in(cast.owner), []
    for number in range(3):
        published(cast, at=at(f"2026-04-08 09:0{number}"))
        if number in (0, 2):
            read(client, "notices")
            with counted() as queries:
                rows = read(client, "notices")
            asked.append((len(rows), len(queries)))
    assert [rows for rows, _queries in asked] == [2, 4]
    assert asked[0][1] == asked[1][1]


def test_a_proposal_does_not_stand_among_what_was_planned(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter
) -> None:
    with cast.owner.at_work():
        propose_moments([at("2026-05-12 10:00")], by=cast.owner.actor, at=at("2026-04-08 10:00"))
    assert len(read(signed_in(cast.owner), "evaluations")) == 1
