"""A reader's program hears how things are: nothing until its owner confirmed it by mail, then each message, signed."""

import json
import socket
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from waarborg.access.rules.throttling import Limit
from waarborg.availability.actions import subscribe as acting
from waarborg.availability.models import Incident, Subscription
from waarborg.availability.reactions.customers_programs import INCIDENT, WORK, tell_programs
from waarborg.availability.rules.reader_programs import is_usable
from waarborg.availability.tests.incidents import at, out, shown_to_all
from waarborg.availability.tests.works import planned
from waarborg.availability.views import subscribing
from waarborg.catalogue.tests.stock import Stock, make_stock
from waarborg.customers.tests.cast import Cast
from waarborg.plumbing import tenancy
from waarborg.plumbing.outbox.models import OutboxMail
from waarborg.plumbing.outward import Answer
from waarborg.plumbing.tenancy import Role
from waarborg.plumbing.tests.receivers import good
from waarborg.plumbing.webhooks import deliver as sending
from waarborg.plumbing.webhooks.models import Attempt, Endpoint, Message
from waarborg.plumbing.webhooks.queries import standing

READER, PAGE, URL = "lezer@example.org", "/status/subscribe/", "https://hooks.example.org/status"


@pytest.fixture(autouse=True)
def noon(settings: object) -> None:
    settings.CLOCK_OFFSET = at("00:30") - timezone.now()  # type: ignore[attr-defined]


@pytest.fixture
def stock(cast: Cast) -> Stock:
    made = make_stock(cast, at("00:01"))
    shown_to_all(cast, made.application, made.database)
    return made


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[tuple[dict[str, str], bytes]]:
    """What arrives at the reader's program, which takes everything."""
    arrived: list[tuple[dict[str, str], bytes]] = []

    def take(url: str, *, data: bytes, headers: dict[str, str], inside: object) -> Answer:
        assert url == URL
        arrived.append((headers, data))
        return Answer(204, b"")

    monkeypatch.setattr(sending, "ask", take)
    return arrived


def mails(template: str = acting.PROGRAM) -> list[OutboxMail]:
    with tenancy.enter(Role.DESK):
        return list(OutboxMail.objects.filter(template=template).order_by("written", "id"))


def held(model: Any) -> list[Any]:
    with tenancy.enter(Role.DESK):
        return list(model.objects.order_by("id"))


def asked(visitor: Client, *about: Any, url: str = URL, address: str = READER) -> str:
    """Fill in the form; the path of the link in the newest mail that confirms."""
    given = {"address": address, "url": url, "components": [str(one.id) for one in about]}
    answer = visitor.post(PAGE, given)
    assert (answer.status_code, "hoort uw programma" in answer.content.decode()) == (200, True)
    return urlsplit(mails(acting.CONFIRM)[-1].secret).path


def confirmed(visitor: Client, *about: Any, url: str = URL) -> str:
    """The secret, as the page shows it."""
    page = visitor.post(asked(visitor, *about, url=url)).content.decode()
    return page.partition('<code class="w-code num">')[2].partition("</code>")[0]


def told(kind: str, about: Any) -> None:
    """The newest message is told, twice: the job may have been carried out before its worker died. Then it is sent."""
    with tenancy.enter(Role.DESK):
        moment = Incident.objects.get(id=about.id).told_at if kind == INCIDENT else at("02:00")
    for _ in range(2):
        tell_programs(kind=kind, about=str(about.id), told_at=moment.isoformat())
    sent()


def sent() -> None:
    with tenancy.enter(Role.DESK), connection.cursor() as cursor:
        cursor.execute("UPDATE webhook_message SET due = now() WHERE state = 'waiting'")
    sending.deliver()


def test_a_confirmed_program_hears_each_message_once_signed_in_the_shape_of_all(
    cast: Cast, stock: Stock, client: Client, heard: list[tuple[dict[str, str], bytes]]
) -> None:
    link = asked(client)
    assert URL not in mails(acting.CONFIRM)[0].unveiled
    incident = out(cast, stock)
    told(INCIDENT, incident)
    assert (heard, held(Endpoint)) == ([], [])
    assert URL in client.get(link).content.decode()
    assert held(Endpoint) == []
    page = client.post(link).content.decode()
    secret = page.partition('<code class="w-code num">')[2].partition("</code>")[0]
    assert secret.startswith("whsec_")
    told(INCIDENT, incident)
    [(head, body)] = heard
    assert good(secret, head, body)
    said = json.loads(body)
    assert (said["type"], said["data"]["incident"]["status"], said["data"]["nl"]["title"]) == (
        "availability.status.incident",
        "investigating",
        "Inloggen lukt niet",
    )
    begins = at("12:00") + timedelta(days=2)
    told(WORK, planned(cast, stock, (begins, begins + timedelta(hours=1)), at("02:00")))
    assert json.loads(heard[-1][1])["data"]["maintenance"]["scheduled_for"] == f"{begins:%Y-%m-%dT%H:%M:%S}.000Z"
    assert len(heard) == 2


def test_the_secret_is_shown_once_and_stands_in_no_mail_and_unsealed_in_no_row(
    cast: Cast, stock: Stock, client: Client
) -> None:
    link = asked(client)
    page = client.post(link).content.decode()
    secret = page.partition('<code class="w-code num">')[2].partition("</code>")[0]
    assert client.post(link).status_code == 410
    [mail] = mails()
    assert (mail.to_address, mail.subject) == (READER, "Uw programma hoort over onze status")
    assert URL in mail.unveiled
    assert secret not in mail.unveiled
    [endpoint] = held(Endpoint)
    assert secret not in endpoint.sealed


def test_it_hears_of_the_components_it_chose_and_of_those_that_visitors_may_see(
    cast: Cast, stock: Stock, client: Client, heard: list[tuple[dict[str, str], bytes]]
) -> None:
    confirmed(client, stock.application)
    told(INCIDENT, out(cast, Stock(**{**vars(stock), "application": stock.database})))
    told(INCIDENT, out(cast, Stock(**{**vars(stock), "application": stock.post}), "01:20"))
    assert heard == []
    told(INCIDENT, out(cast, stock, "01:40"))
    assert [json.loads(body)["data"]["incident"]["components"][0]["name"] for _, body in heard] == ["the application"]


def test_asked_again_the_choice_changes_and_the_old_secret_signs_along_for_a_day(
    cast: Cast, stock: Stock, client: Client, heard: list[tuple[dict[str, str], bytes]], settings: Any
) -> None:
    first = confirmed(client, stock.database)
    settings.CLOCK_OFFSET += timedelta(minutes=1)
    second = confirmed(client, stock.application)
    assert len({first, second}) == 2
    assert (len(held(Subscription)), len(held(Endpoint))) == (1, 1)
    told(INCIDENT, out(cast, stock))
    [(head, body)] = heard
    assert (good(first, head, body), good(second, head, body)) == (True, True)


def test_the_link_in_the_mail_stops_it_and_leaves_nothing(
    cast: Cast, stock: Stock, client: Client, heard: list[tuple[dict[str, str], bytes]]
) -> None:
    confirmed(client)
    told(INCIDENT, out(cast, stock))
    path = urlsplit(mails()[0].secret).path
    assert "Bericht dit programma niet meer" in client.get(path).content.decode()
    assert "hoort niets meer" in client.post(path).content.decode()
    assert [held(one) for one in (Subscription, Endpoint, Message, Attempt)] == [[], [], [], []]
    assert client.post(path).status_code == 410


def test_a_name_that_leads_inside_is_not_asked_also_where_the_settings_allow_organisations(
    cast: Cast, stock: Stock, client: Client, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.INSIDE_HOSTS = frozenset({"hooks.example.org"})
    confirmed(client)
    inside = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("10.0.0.7", 443))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *asked, **how: inside)
    told(INCIDENT, out(cast, stock))
    assert [(one.state, one.failure) for one in held(Message)] == [("waiting", "inside")]


@pytest.mark.parametrize(
    "url",
    [
        "http://hooks.example.org/",
        "https://10.0.0.7/",
        "https://[::1]/",
        "https://localhost/",
        "https://127.1/",
        "https://2130706433/",
        "https://169.254.169.254/latest",
        "https://db.internal/",
        "https://u:p@hooks.example.org/",
        "https://hooks.example.org/#x",
        "https://hooks.example.org/ x",
        "https://hooks.example.org:99999/",
        "geen adres",
    ],
)
def test_an_address_that_no_visitor_may_have_told_is_refused_and_nothing_is_kept(
    cast: Cast, stock: Stock, client: Client, url: str
) -> None:
    answer = client.post(PAGE, {"address": READER, "url": url})
    assert (answer.status_code, "begint met https://" in answer.content.decode()) == (422, True)
    assert (held(Subscription), mails(acting.CONFIRM)) == ([], [])


def test_addresses_on_the_internet_are_good() -> None:
    good_ones = (
        "https://hooks.example.org",
        "https://example.org:8443/a?b=c",
        "https://93.184.215.14/x",
        "https://1e100.net/",
    )
    assert [is_usable(one) for one in good_ones] == [True] * 4
    assert not is_usable("https://hooks.example.org/" + "x" * 500)


def test_what_is_gone_or_fails_for_days_is_forgotten_with_a_mail_to_its_reader_alone(
    cast: Cast, stock: Stock, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    confirmed(client)
    monkeypatch.setattr(sending, "ask", lambda *asked, **how: Answer(500, b""))
    told(INCIDENT, out(cast, stock))
    with tenancy.enter(Role.DESK), connection.cursor() as cursor:
        cursor.execute("UPDATE webhook_endpoint SET failures = 22, failing_since = now() - interval '6 days'")
    sent()
    assert [one.state for one in held(Endpoint)] == ["on"]
    sent()
    assert [held(one) for one in (Subscription, Endpoint, Message)] == [[], [], []]
    last = mails()[-1]
    assert (last.to_address, last.subject) == (READER, "Uw programma hoort niets meer over onze status")
    assert "/status/subscribe/" in last.unveiled
    assert mails("console/mail/webhook_off.txt") == []


def test_nobody_sees_a_readers_program_among_the_webhooks_of_the_provider(
    cast: Cast, stock: Stock, client: Client, signed_in: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    confirmed(client)
    [endpoint] = held(Endpoint)
    desk = signed_in(cast.manager)
    assert URL not in desk.get("/desk/webhooks/").content.decode()
    assert desk.get(f"/desk/webhooks/{endpoint.id}/").status_code == 404
    monkeypatch.setattr(sending, "ask", lambda *asked, **how: Answer(410, b""))
    told(INCIDENT, out(cast, stock))
    with tenancy.enter(Role.DESK):
        assert standing() == {"waiting": 0, "dead": 0, "off": 0}


def test_a_reader_has_five_programs_and_a_host_is_asked_for_so_often_a_day(
    cast: Cast, stock: Stock, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(subscribing, "TO_ONE_ADDRESS", Limit(100, timedelta(hours=1)))
    monkeypatch.setattr(subscribing, "TO_ONE_HOST", Limit(7, timedelta(days=1)))
    for number in range(acting.MOST_PROGRAMS):
        confirmed(client, url=f"{URL}/{number}")
    answer = client.post(asked(client, url=f"{URL}/5"))
    assert (answer.status_code, "al 5 programma" in answer.content.decode()) == (409, True)
    assert len(held(Endpoint)) == acting.MOST_PROGRAMS
    # Whoever asks, one host gets no more; nobody is told so.
    for number in range(6, 9):
        asked(client, url=f"{URL}/{number}", address=f"{number}@example.org")
    assert len(mails(acting.CONFIRM)) == 7


def test_mail_and_a_program_of_one_reader_stand_beside_each_other(cast: Cast, stock: Stock, client: Client) -> None:
    confirmed(client)
    client.post(PAGE, {"address": READER})
    client.post(urlsplit(mails(acting.CONFIRM)[-1].secret).path)
    assert sorted(one.url for one in held(Subscription)) == ["", URL]
    client.post(urlsplit(mails()[0].secret).path)
    assert [one.url for one in held(Subscription)] == [""]
