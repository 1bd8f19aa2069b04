"""Texts that are kept ready for incidents: kept by the service manager, filled in when somebody tells by them."""

from collections.abc import Callable

import pytest
from django.test import Client

from waarborg.availability.actions.incidents import Said, open_incident, update_incident
from waarborg.availability.actions.keep_incident_template import (
    TemplateChanged,
    TemplateName,
    UnknownPlace,
    keep_template,
    remove_template,
)
from waarborg.availability.actions.refusals import NoWords, TooLong, WrongPhase
from waarborg.availability.models import Incident, IncidentTemplate, Update
from waarborg.availability.tests.incidents import at, shown_to_all
from waarborg.catalogue.tests.stock import Stock, make_stock
from waarborg.customers.tests.cast import Cast, Player
from waarborg.plumbing.models import JournalEntry
from waarborg.plumbing.permissions import NotAllowed, NotFound
from waarborg.plumbing.slots import counted

SAID = Said("investigating", "Sinds {tijd} hapert {onderdeel}.", "Since {time} {component} falters.")


@pytest.fixture
def stock(cast: Cast) -> Stock:
    return make_stock(cast)


def keep(cast: Cast, stock: Stock, name: str = "Eerste bericht", **more: object) -> IncidentTemplate:
    given = {
        "held": None, "said": SAID, "title_nl": "{onderdeel} hapert", "title_en": "{component} falters",
        "components": [stock.application.id], "effect": "partial", "provider": cast.provider.id, "at": at("00:30"),
        "by": cast.manager.actor, **more,
    }  # fmt: skip
    with cast.manager.at_work():
        return keep_template(given.pop("held"), given.pop("said"), name=name, **given)  # type: ignore[arg-type]


def test_it_is_kept_changed_and_removed_with_an_entry_each(cast: Cast, stock: Stock) -> None:
    made = keep(cast, stock)
    keep(cast, stock, "Begin", held=made.id)
    with cast.manager.at_work():
        row = IncidentTemplate.objects.get()
        assert (row.name, row.revision, row.components) == ("Begin", 1, [str(stock.application.id)])
        remove_template(made.id, by=cast.manager.actor, at=at("00:40"))
        assert IncidentTemplate.objects.count() == 0
    with cast.manager.at_work():
        kinds = JournalEntry.objects.filter(kind__startswith="availability.").order_by("sequence")
        assert [one.kind for one in kinds] == [
            "availability.incident-template.kept",
            "availability.incident-template.kept",
            "availability.incident-template.removed",
        ]


@pytest.mark.parametrize(
    ("change", "refused"),
    [
        ({"name": " "}, TemplateName),
        ({"name": "eerste bericht".capitalize()}, TemplateName),
        ({"title_nl": ""}, NoWords),
        ({"said": Said("investigating", " ")}, NoWords),
        ({"said": Said("investigating", "x" * 5001)}, TooLong),
        ({"said": Said("investigating", "Beste {klant}")}, UnknownPlace),
        ({"title_en": "{when}"}, UnknownPlace),
        ({"said": Said("looked-back", "Terugblik")}, WrongPhase),
    ],
    ids=["no name", "a name twice", "no title", "no text", "long", "a place of nothing", "in the title", "phase"],
)
def test_what_does_not_fit_is_refused_and_leaves_nothing(
    cast: Cast, stock: Stock, change: dict[str, object], refused: type[Exception]
) -> None:
    keep(cast, stock)
    with pytest.raises(refused):
        keep(cast, stock, **{"name": "Nog een", **change})  # type: ignore[arg-type]
    with cast.manager.at_work():
        assert [one.name for one in IncidentTemplate.objects.all()] == ["Eerste bericht"]


def test_who_had_not_read_the_last_change_is_refused(cast: Cast, stock: Stock) -> None:
    made = keep(cast, stock)
    keep(cast, stock, "Nieuwer", held=made.id)
    with pytest.raises(TemplateChanged):
        keep(cast, stock, "Ouder", held=made.id)
    with cast.manager.at_work():
        assert IncidentTemplate.objects.get().name == "Nieuwer"


def test_only_the_service_manager_keeps_them(cast: Cast, stock: Stock) -> None:
    made = keep(cast, stock)
    with cast.agent.at_work():
        with pytest.raises(NotAllowed):
            remove_template(made.id, by=cast.agent.actor, at=at("00:40"))
        with pytest.raises(NotAllowed):
            keep_template(
                None, SAID, name="X", title_nl="X", provider=cast.provider.id, by=cast.agent.actor, at=at("00:40")
            )
        assert IncidentTemplate.objects.count() == 1
    with cast.manager.at_work(), pytest.raises(NotFound):
        remove_template(stock.database.id, by=cast.manager.actor, at=at("00:40"))


def test_an_incident_is_told_with_its_component_and_its_time(cast: Cast, stock: Stock) -> None:
    with cast.agent.at_work():
        made = open_incident(
            "{onderdeel} hapert", SAID, {stock.application.id: "partial"}, provider=cast.provider.id,
            by=cast.agent.actor, at=at("01:00"), title_en="{component} falters", begins_at=at("00:40"),
        )  # fmt: skip
        said = Update.objects.get()
        # 8 April, two hours ahead of UTC.
        assert (made.title_nl, made.title_en) == ("De applicatie hapert", "The application falters")
        assert (said.text_nl, said.text_en) == (
            "Sinds 02:40 hapert de applicatie.",
            "Since 02:40 the application falters.",
        )
        more = Said("resolved", "{onderdeel} werkt weer; het begon om {tijd}.")
        update_incident(made.id, more, revision=0, by=cast.agent.actor, at=at("23:10"))
        # On the next day there, so the day stands beside it.
        assert Update.objects.get(phase="resolved").text_nl == "De applicatie werkt weer; het begon om 8 april 02:40."


@pytest.mark.usefixtures("noon")
def test_it_is_made_by_its_form_and_fills_the_form_of_an_incident(
    cast: Cast, stock: Stock, signed_in: Callable[[Player], Client]
) -> None:
    shown_to_all(cast, stock.application)
    client = signed_in(cast.manager)
    assert "Er staat nog geen tekst klaar" in client.get("/desk/status/texts/").content.decode()
    given = {
        "name": "Begin", "title_nl": "{onderdeel} hapert", "phase": "identified", "text_nl": "Sinds {tijd}.",
        "effect": "partial", "components": [str(stock.application.id)], "revision": "0",
    }  # fmt: skip
    refused = client.post("/desk/status/texts/new/", given | {"text_nl": "Beste {klant}"})
    assert refused.status_code == 422
    assert "Op de plek {klant} kan niets worden ingevuld." in refused.content.decode()
    assert client.post("/desk/status/texts/new/", given).status_code == 302
    with cast.manager.at_work():
        made = IncidentTemplate.objects.get()
    page = client.get("/desk/status/texts/").content.decode()
    assert "de applicatie: gedeeltelijke storing" in page
    assert "iedereen" in page
    form = client.get(f"/desk/status/new/?text={made.id}").content.decode()
    assert 'value="{onderdeel} hapert"' in form
    assert '<option value="identified" selected>' in form
    assert '<option value="partial" selected>' in form
    assert client.get("/desk/status/new/?text=nonsense").status_code == 200
    told = {
        "title_nl": "{onderdeel} hapert", "phase": "identified", "text_nl": "Sinds {tijd}.",
        f"effect-{stock.application.id}": "partial",
    }  # fmt: skip
    assert client.post("/desk/status/new/", told).status_code == 302
    with cast.manager.at_work():
        held = Incident.objects.get()
        assert held.title_nl == "De applicatie hapert"
        assert held.updates.get().text_nl == "Sinds 14:00."
    assert "Sinds {tijd}.</textarea>" in client.get(f"/desk/status/{held.id}/?text={made.id}").content.decode()
    assert client.post(f"/desk/status/texts/{made.id}/", {"remove": "1"}).status_code == 302
    assert client.get(f"/desk/status/texts/{made.id}/").status_code == 404


@pytest.mark.usefixtures("noon")
def test_more_texts_ask_the_database_no_more_often(
    cast: Cast, stock: Stock, signed_in: Callable[[Player], Client]
) -> None:
    client = signed_in(cast.agent)
    many = []
    for number in range(3):
        keep(cast, stock, f"Tekst {number}")
        client.get("/desk/status/texts/")
        with counted() as statements:
            client.get("/desk/status/texts/")
        many.append(len(statements))
    assert many[0] == many[2]
