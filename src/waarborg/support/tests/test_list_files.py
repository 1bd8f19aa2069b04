"""Every list of the desk as a file: the columns of its page, all its rows, and only for who sees the page."""

import csv
import io
import zipfile
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from waarborg.customers.tests.cast import Cast, Player
from waarborg.plumbing.access_log.models import AccessRead
from waarborg.plumbing.slots import counted
from waarborg.promises.models import AgreementVersion
from waarborg.support.actions.bundle import propose
from waarborg.support.models import VisitorQuestion
from waarborg.support.queries.sheets.lists import LISTS
from waarborg.support.tests.appointments.sessions import booked, on_duty
from waarborg.support.tests.call_backs.calls import NUMBER, asked
from waarborg.support.tests.chats.talks import opened
from waarborg.support.tests.complaints.cases import bound_to
from waarborg.support.tests.mail.post import ADDRESS, come_in, mail
from waarborg.support.tests.reports import at, reported
from waarborg.support.tests.urgent.test_mark import marked
from waarborg.support.urls import urlpatterns

Enter = Callable[[Player], Client]
NOW = "2026-04-07 09:30"


@pytest.fixture
def perplex(cast: Cast) -> AgreementVersion:
    return bound_to(cast, "perplex-dbc")


def read(client: Client, listed: str, **shown: str) -> list[list[str]]:
    answer = client.get(f"/desk/lists/{listed}/", shown)
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
    head, *rows = read(manager, listed)
    assert len(head) == len(set(head)) >= 3
    assert {len(one) for one in rows} <= {len(head)}
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


# Addresses of the desk that show no list of their own, each with why.
NO_LIST = {
    "a form": {
        "support:calls", "support:choose-customer", "support:crowding", "support:new-article", "support:new-help-offer",
        "support:new-referral", "support:new-session", "support:new-snippet", "support:new-team", "support:new-widget",
    },
    "a file itself": {
        "support:desk-complaints-file", "support:desk-tickets-file", "support:figures-file", "support:queue-file",
    },
    "one's own: each line of it stands at its ticket, or is how one works": {
        "support:mentions", "support:roster", "support:views",
    },
    "its tickets leave with the queue, which has the same terms": {"support:ahead"},
    "settings of buttons, with their keys": {"support:widgets"},
}  # fmt: skip


def pages_of_the_desk() -> list[str]:
    """The names of every page of support at the desk whose address names no subject."""
    return sorted(
        f"support:{one.name}"
        for one in urlpatterns
        if str(one.pattern).startswith("desk/") and "<" not in str(one.pattern)
    )


def test_every_list_of_the_desk_has_its_file_or_says_why_not(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter
) -> None:
    client, without = signed_in(cast.manager), set()
    for name in pages_of_the_desk():
        answer = client.get(reverse(name))
        page = "" if answer.streaming else answer.content.decode()
        if not ("as=csv" in page and "as=xlsx" in page):
            without.add(name)
    assert without == set().union(*NO_LIST.values())


def test_mail_leaves_with_the_tab_that_is_shown_and_what_somebody_wrote_is_no_formula(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter, settings: object
) -> None:
    settings.MAIL_IN_ADDRESS = ADDRESS  # type: ignore[attr-defined]
    nine = at("2026-04-07 09:00")
    come_in(mail("Iemand <wie@example.com>", subject="=HYPERLINK(1)"), received=nine)
    come_in(mail("S. Monster <s.monster@example.org>"), received=nine)
    manager = signed_in(cast.manager)
    head, row = read(manager, "mail", show="held")
    assert (len(head), row[1:7]) == (
        len(row), ["wie@example.com", "Iemand", "'=HYPERLINK(1)", "te beslissen", "Wij kennen dit adres niet.", ""],
    )  # fmt: skip
    [_, other] = read(manager, "mail", show="other")
    assert other[4:7:2] == ["geplaatst", "Stichting Thuiszorg Merendaal"]
    assert len(read(manager, "mail")) == 3


def test_chats_and_bundles_leave_with_how_they_stand(cast: Cast, appreo: AgreementVersion, signed_in: Enter) -> None:
    chat = opened(cast, "2026-04-07 09:00")
    agent = signed_in(cast.agent)
    [_, row] = read(agent, "chats")
    assert row[1:5] == [
        chat.ticket.shown_number, chat.ticket.subject, "Stichting Thuiszorg Merendaal", "S. Monster",
    ]  # fmt: skip
    assert row[8] == "gaande"
    wish = reported(cast, "2026-04-07 09:10", kind="wish")
    with cast.manager.at_work():
        propose(
            cast.merendaal.id, [wish.id], date(2026, 5, 1), title="Twee wensen", zone="Europe/Amsterdam",
            by=cast.manager.actor, at=at(NOW),
        )  # fmt: skip
    [_, bundle] = read(agent, "bundles")
    assert bundle[1:4] == ["Twee wensen", "Stichting Thuiszorg Merendaal", "voorgesteld"]


@pytest.mark.parametrize("listed", ["mail", "chats"])
def test_three_rows_ask_the_database_no_more_than_one(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter, settings: object, listed: str
) -> None:
    settings.MAIL_IN_ADDRESS = ADDRESS  # type: ignore[attr-defined]
    client = signed_in(cast.manager)
    players = (cast.support_contact, cast.owner, cast.administrator)
    asked_for: list[int] = []
    for number, player in enumerate(players):
        when = f"2026-04-07 09:{10 + number}"
        if listed == "chats":
            opened(cast, when, by=player)
        else:
            come_in(mail(f"Wie <wie{number}@example.com>"), received=at(when))
        if number != 1:
            read(client, listed)
            with counted() as queries:
                read(client, listed)
            asked_for.append(len(queries))
    assert asked_for[0] == asked_for[1]
