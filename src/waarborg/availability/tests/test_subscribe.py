"""Mail about how things are: nothing but a link until the reader follows it, then each message, until he stops."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.utils import timezone

from waarborg.availability.actions.incidents import Said, update_incident
from waarborg.availability.models import Incident, Subscription
from waarborg.availability.reactions import subscribers
from waarborg.availability.tests.incidents import at, out, shown_to_all
from waarborg.availability.views import subscribing
from waarborg.catalogue.models import Item
from waarborg.catalogue.tests.stock import Stock, make_stock
from waarborg.customers.tests.cast import Cast
from waarborg.notices.actions.suppress import suppress
from waarborg.plumbing import tenancy
from waarborg.plumbing.outbox.deliver import _attempt, claim
from waarborg.plumbing.outbox.models import OutboxMail
from waarborg.plumbing.outbox.transport import compose
from waarborg.plumbing.tenancy import Role

READER, PAGE = "lezer@example.org", "/status/subscribe/"


@pytest.fixture(autouse=True)
def noon(settings: object) -> None:
    settings.CLOCK_OFFSET = at("00:30") - timezone.now()  # type: ignore[attr-defined]


@pytest.fixture
def stock(cast: Cast) -> Stock:
    made = make_stock(cast, at("00:01"))
    shown_to_all(cast, made.application, made.database)
    return made


def mails(template: str = subscribers.MAIL) -> list[OutboxMail]:
    with tenancy.enter(Role.DESK):
        return list(OutboxMail.objects.filter(template=template).order_by("written", "id"))


def rows() -> list[Subscription]:
    with tenancy.enter(Role.DESK):
        return list(Subscription.objects.order_by("id"))


def asked(visitor: Client, *about: Item, address: str = READER) -> str:
    """Fill in the form; the path of the link in the newest mail to that address."""
    answer = visitor.post(PAGE, {"address": address, "components": [str(one.id) for one in about]})
    assert (answer.status_code, "Kijk in uw mail." in answer.content.decode()) == (200, True)
    return urlsplit(mails("availability/mail/confirm.txt")[-1].secret).path


def told(cast: Cast, incident: Incident) -> None:
    """The newest message of an incident is mailed, twice: the job may have been carried out before its worker died."""
    with cast.agent.at_work():
        held = Incident.objects.get(id=incident.id)
    for _ in range(2):
        subscribers.tell_of_incident(incident=str(held.id), told_at=held.told_at.isoformat())


def test_a_visitor_gets_each_message_once_after_following_the_link(cast: Cast, stock: Stock, client: Client) -> None:
    link = asked(client)
    first = out(cast, stock)
    told(cast, first)
    assert mails() == []
    assert "Ja, stuur mij mail" in client.get(link).content.decode()
    assert [one.confirmed_at for one in rows()] == [None]
    assert "Vanaf nu krijgt u mail" in client.post(link).content.decode()
    told(cast, first)
    (letter,) = mails()
    assert (letter.to_address, letter.subject) == (READER, "In onderzoek: Inloggen lukt niet")
    assert "Wij zoeken uit waarom." in letter.unveiled
    assert f"/status/incidents/{first.id}/" in letter.unveiled
    with cast.agent.at_work():
        said = Said("monitoring", "Het werkt weer; wij kijken nog even mee.")
        update_incident(first.id, said, revision=0, by=cast.agent.actor, at=at("02:00"))
    told(cast, first)
    assert len(mails()) == 2


def test_who_chose_components_hears_of_those_alone_in_the_language_of_the_page(
    cast: Cast, stock: Stock, client: Client
) -> None:
    client.cookies["waarborg_language"] = "en"
    answer = client.post(PAGE, {"address": READER, "components": [str(stock.application.id)]})
    assert "Look in your mail." in answer.content.decode()
    client.post(urlsplit(mails("availability/mail/confirm.txt")[-1].secret).path)
    told(cast, out(cast, Stock(**{**vars(stock), "application": stock.database})))
    assert mails() == []
    told(cast, out(cast, stock))
    assert [one.subject for one in mails()] == ["Investigating: Signing in fails"]


def test_of_what_visitors_may_not_read_nobody_gets_mail(cast: Cast, stock: Stock, client: Client) -> None:
    client.post(asked(client))
    told(cast, out(cast, Stock(**{**vars(stock), "application": stock.post})))
    assert mails() == []


def test_one_click_ends_it_and_leaves_nothing_of_the_reader(cast: Cast, stock: Stock, client: Client) -> None:
    client.post(asked(client))
    first = out(cast, stock)
    told(cast, first)
    head = compose(mails()[0]).message()
    assert head["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    path = urlsplit(head["List-Unsubscribe"].strip("<>")).path
    assert "Geen mail over de status meer" in client.get(path).content.decode()
    assert len(rows()) == 1
    # A mail program sends this by itself, without our cookies (RFC 8058).
    program = Client(enforce_csrf_checks=True)
    assert program.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert rows() == []
    assert program.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 410


def test_nobody_finds_out_whether_an_address_is_known(cast: Cast, stock: Stock, client: Client) -> None:
    client.post(asked(client))
    own = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"|data-now="\d+"|datetime="[^"]*"')
    known, unknown = (
        own.sub("", Client().post(PAGE, {"address": one}).content.decode()) for one in (READER.upper(), "x@example.org")
    )
    assert known == unknown
    assert len(rows()) == 2


def test_another_cannot_change_what_a_reader_chose(cast: Cast, stock: Stock, client: Client) -> None:
    client.post(asked(client))
    later = asked(client, stock.database)
    told(cast, out(cast, stock))
    assert len(mails()) == 1
    client.post(later)
    told(cast, out(cast, stock, "01:30", title="Weer"))
    assert len(mails()) == 1


def test_a_link_works_once_for_a_day_and_only_the_newest(
    cast: Cast, stock: Stock, client: Client, settings: object
) -> None:
    settings.CLOCK_OFFSET += timedelta(seconds=1)  # type: ignore[attr-defined]
    older = asked(client)
    newer = asked(client)
    assert client.get(older).status_code == 410
    assert client.post(newer).status_code == 200
    assert client.post(newer).status_code == 410
    last = asked(client)
    settings.CLOCK_OFFSET += timedelta(hours=25)  # type: ignore[attr-defined]
    for path in (last, last[:-3] + "x/", "/status/subscribe/x/", "/status/unsubscribe/x/"):
        answer = client.get(path)
        assert (answer.status_code, "Deze link werkt niet meer." in answer.content.decode()) == (410, True)


def test_an_address_gets_three_links_an_hour_and_a_place_asks_twenty_times(
    cast: Cast, stock: Stock, client: Client
) -> None:
    for _ in range(5):
        asked(client)
    assert len(mails("availability/mail/confirm.txt")) == subscribing.TO_ONE_ADDRESS.attempts
    for number in range(subscribing.FROM_ONE_PLACE.attempts - 5):
        asked(client, address=f"{number}@example.org")
    before = len(rows())
    answer = client.post(PAGE, {"address": "nog@example.org"})
    assert (answer.status_code, len(rows())) == (429, before)


def test_what_is_no_address_is_said_and_kept_in_the_form(cast: Cast, stock: Stock, client: Client) -> None:
    answer = client.post(PAGE, {"address": "geen adres"})
    assert (answer.status_code, "geen adres" in answer.content.decode(), rows()) == (422, True, [])


def test_a_suppressed_address_gets_no_mail(cast: Cast, stock: Stock, client: Client) -> None:
    with cast.manager.at_work():
        suppress(READER, "by-hand", by=cast.manager.actor, at=at("00:20"))
    asked(client)
    while (mail := claim()) is not None:
        _attempt(mail, lambda one: None)
    assert [(one.state, one.failure) for one in mails("availability/mail/confirm.txt")] == [("dropped", "suppressed")]


def test_who_never_confirmed_and_whose_address_is_gone_are_forgotten(
    cast: Cast, stock: Stock, client: Client, settings: object
) -> None:
    client.post(asked(client))
    told(cast, out(cast, stock))
    asked(client, address="nooit@example.org")
    with tenancy.enter(Role.DESK):
        OutboxMail.objects.filter(template=subscribers.MAIL).update(state="dead", failure="refused with 550 5.1.1 none")
    subscribers.forget(at=at("12:00").isoformat())
    assert [one.address for one in rows()] == ["nooit@example.org"]
    subscribers.forget(at=(at("12:00") + timedelta(days=2)).isoformat())
    assert rows() == []
