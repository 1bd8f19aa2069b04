"""Looking back upon an incident: written down, followed up, and told on the status page."""

import html
from collections.abc import Callable
from datetime import date
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from waarborg.availability.actions.after_action import (
    HalfFollowUp,
    NothingLearned,
    StillRuns,
    Task,
    publish_after_action,
    write_after_action,
)
from waarborg.availability.actions.alarms.take_up import take_up
from waarborg.availability.actions.incidents import Said, update_incident
from waarborg.availability.actions.refusals import ChangedMeanwhile, TooLong
from waarborg.availability.models import AfterAction, Alarm, FollowUp, Incident, Update
from waarborg.availability.queries.after_actions import course
from waarborg.availability.queries.incidents import find
from waarborg.availability.tests.alarming import guarded
from waarborg.availability.tests.incidents import at, out, resolved, shown_to_all
from waarborg.catalogue.tests.stock import Stock, make_stock
from waarborg.customers.tests.cast import Cast, Player
from waarborg.plumbing.models import JournalEntry
from waarborg.plumbing.permissions import NotAllowed, NotFound
from waarborg.plumbing.slots import counted

TODAY = date(2026, 4, 8)
TEXTS = {
    "cause_nl": "De schijf was vol.",
    "done_nl": "Wij ruimden op en bewaken haar.",
    "cause_en": "The disk was full.",
}


@pytest.fixture
def stock(cast: Cast) -> Stock:
    return make_stock(cast)


def task(cast: Cast, what: str = "Schijf bewaken", *, done: bool = False) -> Task:
    return Task(what, cast.agent.person.id, date(2026, 4, 20), done)


def write(cast: Cast, incident: Incident, *tasks: Task, **more: object) -> AfterAction:
    given = {"texts": TEXTS, "revision": 0, "today": TODAY, "at": at("04:00"), **more}
    with cast.manager.at_work():
        return write_after_action(incident.id, given.pop("texts"), tasks, by=cast.manager.actor, **given)  # type: ignore[arg-type]


def test_it_is_kept_with_what_is_to_be_done_and_what_was_done_keeps_its_day(cast: Cast, stock: Stock) -> None:
    incident = out(cast, stock)
    write(cast, incident, task(cast), task(cast, "Leverancier vragen", done=True))
    write(
        cast, incident, task(cast, done=True), task(cast, "Leverancier vragen", done=True),
        revision=1, today=date(2026, 4, 9), at=at("05:00"),
    )  # fmt: skip
    with cast.manager.at_work():
        row = AfterAction.objects.get()
        assert (row.incident_id, row.cause_nl, row.revision) == (incident.id, TEXTS["cause_nl"], 2)
        assert list(FollowUp.objects.order_by("place").values_list("what", "done_on")) == [
            ("Schijf bewaken", date(2026, 4, 9)),
            ("Leverancier vragen", TODAY),
        ]
        entries = JournalEntry.objects.filter(kind="availability.after-action.written")
        assert [one.subject_id for one in entries] == [row.id, row.id]


@pytest.mark.parametrize(
    ("more", "refused"),
    [
        ({"texts": {"cause_nl": "x" * 5001}}, TooLong),
        ({"revision": 7}, ChangedMeanwhile),
        ({"tasks": "nobody"}, NotFound),
        ({"tasks": "no words"}, HalfFollowUp),
        ({"tasks": "six"}, HalfFollowUp),
    ],
    ids=["long", "crossed", "no colleague", "no words", "more than five"],
)
def test_what_does_not_fit_is_refused_and_leaves_nothing(
    cast: Cast, stock: Stock, more: dict[str, object], refused: type[Exception]
) -> None:
    incident = out(cast, stock)
    tasks = {
        "nobody": [Task("Iets", uuid4(), TODAY)],
        "no words": [task(cast, " ")],
        "six": [task(cast, f"Taak {number}") for number in range(6)],
    }.get(str(more.pop("tasks", "")), [])
    with pytest.raises(refused):
        write(cast, incident, *tasks, **more)
    with cast.manager.at_work():
        assert AfterAction.objects.count() == FollowUp.objects.count() == 0


def test_support_reads_it_and_does_not_write_it(cast: Cast, stock: Stock) -> None:
    incident = out(cast, stock)
    with cast.agent.at_work(), pytest.raises(NotAllowed):
        write_after_action(incident.id, TEXTS, [], revision=0, today=TODAY, by=cast.agent.actor, at=at("04:00"))


def test_it_is_told_as_a_look_back_with_the_times_and_without_the_follow_ups(cast: Cast, stock: Stock) -> None:
    shown_to_all(cast, stock.application)
    incident = out(cast, stock)
    with cast.manager.at_work(), pytest.raises(StillRuns):
        publish_after_action(incident.id, by=cast.manager.actor, at=at("02:00"))
    resolved(cast, incident, "02:30")
    with cast.manager.at_work():
        with pytest.raises(NothingLearned):
            publish_after_action(incident.id, by=cast.manager.actor, at=at("03:00"))
        assert Update.objects.filter(phase="looked-back").count() == 0
    write(cast, incident, task(cast))
    with cast.manager.at_work():
        publish_after_action(incident.id, by=cast.manager.actor, at=at("04:30"))
        told = Update.objects.get(phase="looked-back")
        assert (told.audience, told.at, told.text_en) == ("public", at("04:30"), "")
        assert told.text_nl == (
            "Oorzaak\nDe schijf was vol.\n\nWat wij deden en veranderen\nWij ruimden op en bewaken haar.\n\n"
            "Ontdekt na minder dan een minuut. Gemeld na minder dan een minuut. Hersteld na 1 uur en 30 minuten."
        )
        assert AfterAction.objects.get().published_at == at("04:30")


def test_the_course_has_the_alarm_who_took_it_up_every_message_and_the_end(cast: Cast, stock: Stock) -> None:
    guarded(cast)
    incident = out(cast, stock)
    with cast.agent.at_work():
        take_up(Alarm.objects.get().id, how="page", by=cast.agent.actor, at=at("01:04"))
        held = Incident.objects.get()
        update_incident(held.id, Said("identified", "Schijf vol."), revision=0, by=cast.agent.actor, at=at("01:20"))
        done = Said("resolved", "Het werkt weer.")
        update_incident(held.id, done, revision=1, by=cast.agent.actor, at=at("02:00"), ends_at=at("01:50"))
        found = course(find(incident.id))
        assert [(one.kind, one.about, one.at - found.moments[0].at) for one in found.moments] == [
            ("began", "", 0),
            ("opened", "investigating", 0),
            ("alarm", "", 0),
            ("taken-up", "", 4 * 60_000_000),
            ("said", "identified", 20 * 60_000_000),
            ("recovered", "", 50 * 60_000_000),
            ("ended", "resolved", 60 * 60_000_000),
        ]


def test_an_alarm_that_was_out_already_counts_from_when_the_incident_joined_it(cast: Cast, stock: Stock) -> None:
    guarded(cast)
    resolved(cast, out(cast, stock), "01:10")
    second = out(cast, stock, "01:15", title="Nog eens")
    with cast.agent.at_work():
        assert Alarm.objects.count() == 1
        found = course(find(second.id)).moments
        assert [(one.kind, one.at - found[0].at) for one in found] == [("began", 0), ("opened", 0), ("alarm", 0)]


@pytest.fixture
def noon(settings: object) -> None:
    settings.CLOCK_OFFSET = at("12:00") - timezone.now()  # type: ignore[attr-defined]


def text(client: Client, path: str) -> str:
    return html.unescape(client.get(path).content.decode())


@pytest.mark.usefixtures("noon")
def test_the_page_shows_the_course_keeps_what_was_learned_and_publishes_it(
    cast: Cast, stock: Stock, signed_in: Callable[[Player], Client]
) -> None:
    incident = out(cast, stock)
    resolved(cast, incident, "02:30")
    path = f"/desk/status/{incident.id}/after/"
    client = signed_in(cast.manager)
    page = text(client, path)
    assert "1 uur en 30 minuten" in page
    assert '<rect class="b-out" x="0" y="20" width="100.0%"' in page
    assert client.post(path, {"publish": "1"}).status_code == 422
    given = {**TEXTS, "revision": "0", "what0": "Schijf bewaken"}
    half = client.post(path, given)
    assert half.status_code == 422
    assert "Zeg wat er gebeurt, wie het doet en wanneer het klaar is." in html.unescape(half.content.decode())
    whole = given | {"person0": str(cast.agent.person.id), "due0": "2026-04-07"}
    assert client.post(path, whole).status_code == 302
    assert client.post(path, whole).status_code == 409
    page = text(client, path)
    assert "De schijf was vol." in page
    todo = text(client, "/desk/status/follow-ups/")
    assert "Schijf bewaken" in todo
    assert "te laat" in todo
    assert client.post(path, {"publish": "1"}).status_code == 302
    assert "Opnieuw publiceren als nabeschouwing" in text(client, path)
    reader = signed_in(cast.agent)
    assert "Vastleggen wat wij leerden" not in text(reader, path)
    assert reader.post(path, whole).status_code == 403


@pytest.mark.usefixtures("noon")
def test_more_follow_ups_ask_the_database_no_more_often(
    cast: Cast, stock: Stock, signed_in: Callable[[Player], Client]
) -> None:
    client = signed_in(cast.agent)
    assert "Er is niets meer te doen" in text(client, "/desk/status/follow-ups/")
    many = []
    for number in range(3):
        write(cast, out(cast, stock, f"0{number + 1}:00"), task(cast), at=at(f"0{number + 1}:30"))
        with counted() as statements:
            client.get("/desk/status/follow-ups/")
        many.append(len(statements))
    assert many[0] == many[2]
