"""The audit page: everything that happened in one organisation, in words, filtered, page by page, and as a file."""

import csv
import io
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from waarborg.access.queries import audit
from waarborg.access.tests.doors import PASSWORD, make_account
from waarborg.customers.actions import grant_authority
from waarborg.customers.rules import roles
from waarborg.customers.tests.cast import NOW, Cast, Player
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import access_log, journal, tenancy
from waarborg.plumbing.identifiers import uuid7
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.models import JournalEntry
from waarborg.plumbing.tenancy import Role

SignedIn = Callable[[Player], Client]
MINUTE = timedelta(minutes=1)


def happened(player: Player, kind: str, *, at: datetime, tenant: Any = None, **rest: Any) -> None:
    given = {"subject": Ref("support.ticket", uuid7()), **rest}
    with player.at_work():
        journal.record(kind, tenant=tenant or player.tenant, by=player.actor, at=at, **given)


def looked(cast: Cast, *, at: datetime, why: str = "customer page") -> None:
    with tenancy.enter(Role.DESK):
        what = Ref("customers.organisation", cast.merendaal.id)
        access_log.read(by=cast.agent.actor, tenant=cast.merendaal.id, what=what, why=why, at=at)


def text(client: Client, **asked: str) -> str:
    return client.get("/portal/audit/", asked).content.decode()


def test_who_did_what_when_and_for_whom_in_words(cast: Cast, signed_in: SignedIn) -> None:
    with cast.owner.at_work():
        grant_authority(cast.ordinary_user.person, role=roles.SUPPORT_CONTACT, by=cast.owner.actor, at=NOW)
        with pytest.raises(Refusal):
            grant_authority(cast.ordinary_user.person, role="customer.nobody", by=cast.owner.actor, at=NOW + MINUTE)
    looked(cast, at=NOW + 2 * MINUTE)
    page = text(signed_in(cast.administrator))
    for words in (
        "Het verlenen van een bevoegdheid", "G. Model", "Contactpersoon voor support", "T. Fictief",
        "Een handeling die is geweigerd", "R. Specimen", "Heeft uw gegevens bekeken", "de organisatie",
    ):  # fmt: skip
        assert words in page, words
    english = signed_in(cast.owner)
    english.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert "The granting of an authority" in text(english)


def test_signing_in_is_told(cast: Cast, signed_in: SignedIn) -> None:
    make_account(cast.support_contact, password=PASSWORD)
    given = {"email": cast.support_contact.person.email, "password": PASSWORD}
    assert Client(headers={"user-agent": "Firefox/140.0 Linux"}).post("/accounts/sign-in/", given).status_code == 302
    page = text(signed_in(cast.owner), kind="sign-ins")
    assert "S. Monster" in page and "Firefox, Linux" in page
    assert access_log_of(cast.merendaal.id) == []


def access_log_of(tenant: UUID) -> list[Any]:
    with tenancy.enter(Role.DESK):
        return access_log.reads_of(tenant)


def test_filters_by_person_kind_and_period(cast: Cast) -> None:
    happened(cast.owner, "support.ticket.reported", at=NOW)
    happened(cast.agent, "support.ticket.answered", at=NOW + MINUTE, tenant=cast.merendaal.id)
    happened(cast.owner, "access.security-policy.changed", at=NOW + 2 * MINUTE)
    happened(cast.stranger, "support.ticket.reported", at=NOW)
    looked(cast, at=NOW + 3 * MINUTE)
    tenant = cast.merendaal.id

    def kinds(**wanted: Any) -> list[str]:
        with cast.owner.at_work():
            return [row.kind for row in audit.page(tenant, audit.Wanted(**wanted))[0]]

    everything = ["reads", "access.security-policy.changed", "support.ticket.answered", "support.ticket.reported"]
    assert sorted(kinds()) == sorted(everything)
    assert kinds(kind="tickets") == everything[2:]
    assert kinds(kind="reads") == ["reads"]
    assert kinds(person=cast.owner.person.id) == [everything[1], everything[3]]
    assert sorted(kinds(staff=True)) == ["reads", "support.ticket.answered"]
    assert kinds(kind="tickets", ends=datetime(2026, 1, 1, tzinfo=UTC)) == []
    assert kinds(kind="reads", begins=NOW + 4 * MINUTE) == []


BULK = """
INSERT INTO journal_entry (tenant_id, sequence, at, recorded, kind, subject_kind, subject_id, related, properties,
                           actor_kind, actor_id, data_digest, hash)
SELECT %(tenant)s, n, %(at)s + n * interval '1 second', %(at)s + n * interval '1 second', 'support.ticket.answered',
       'support.ticket', gen_random_uuid(), '[]', '{}', 'staff', %(who)s, '', ''
FROM generate_series(1, 12000) AS n
"""


def test_twelve_thousand_rows_page_by_page_at_the_same_cost(cast: Cast) -> None:
    with tenancy.enter(Role.DESK), connection.cursor() as cursor:
        cursor.execute(BULK, {"tenant": cast.merendaal.id, "at": NOW, "who": cast.agent.person.id})
    for hour in range(3):
        looked(cast, at=NOW + hour * timedelta(hours=1))
    seen: list[Any] = []
    costs, place = set(), None
    with cast.owner.at_work():
        for _ in range(5):
            with CaptureQueriesContext(
                connection,
            ) as queries:
                rows, place = audit.page(cast.merendaal.id, audit.Wanted(), after=place)
            costs.add(len(queries))
            seen += rows
            place = audit.Place.of(str(place))
        all_rows = list(audit.everything(cast.merendaal.id, audit.Wanted()))
    assert costs == {2}
    assert [row.at for row in seen] == [NOW + timedelta(seconds=12_000 - n) for n in range(250)]
    assert (len(all_rows), sum(row.kind == "reads" for row in all_rows)) == (12_003, 3)
    assert [row.at for row in all_rows] == sorted((row.at for row in all_rows), reverse=True)
    assert len({(row.sequence, row.read) for row in all_rows}) == 12_003


def test_one_row_and_fifty_cost_the_page_the_same(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in(cast.owner)
    text(client)
    counts = []
    for number in (1, 49):
        for n in range(number):
            happened(cast.agent, "support.ticket.answered", at=NOW + n * MINUTE, tenant=cast.merendaal.id)
        with CaptureQueriesContext(connection) as queries:
            page = text(client)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 16, counts
    assert page.count("data-row") == 50


def test_as_a_file_without_formulas(cast: Cast, signed_in: SignedIn) -> None:
    happened(cast.owner, "support.ticket.reported", at=NOW)
    looked(cast, at=NOW + MINUTE, why="=HYPERLINK(1)")
    answer = signed_in(cast.owner).get("/portal/audit/file/")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0] == ["Wanneer", "Wie", "Namens", "Wat", "Over", "Meer"]
    reading = next(row for row in rows if row[1] == "R. Specimen")
    assert reading[5] == "'=HYPERLINK(1)"
    assert any(row[1:4] == ["T. Fictief", "", "Uw melding"] for row in rows)


@pytest.mark.parametrize("player", ["support_contact", "ordinary_user"])
def test_only_owner_and_administrator_read_it(cast: Cast, signed_in: SignedIn, player: str) -> None:
    client = signed_in(getattr(cast, player))
    assert [client.get(f"/portal/audit/{rest}").status_code for rest in ("", "file/")] == [403, 403]


def test_another_organisation_sees_nothing_of_it(cast: Cast, signed_in: SignedIn) -> None:
    happened(cast.owner, "support.ticket.reported", at=NOW)
    assert "T. Fictief" not in text(signed_in(cast.stranger))
    with cast.stranger.at_work():
        assert audit.page(cast.merendaal.id, audit.Wanted())[0] == []
        assert JournalEntry.objects.filter(tenant_id=cast.merendaal.id).count() == 0


@pytest.mark.parametrize("after", ["x", "~", "1~zz", "~2026-01-01_00", "9" * 40])
def test_a_place_that_cannot_be_read_is_the_first_page(cast: Cast, signed_in: SignedIn, after: str) -> None:
    happened(cast.owner, "support.ticket.reported", at=NOW)
    assert "Uw melding" in text(signed_in(cast.owner), after=after, who="x", since="gisteren")
