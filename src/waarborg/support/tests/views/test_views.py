"""Saved views of the queue: one's own and shared ones, with counts, in order, one to open with, and of who left."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client
from django.utils import timezone

from waarborg.customers.models import Person
from waarborg.customers.rules import roles
from waarborg.customers.tests.cast import Cast, Player, make_player
from waarborg.plumbing.permissions import NotAllowed, NotFound
from waarborg.plumbing.slots import counted
from waarborg.promises.models import AgreementVersion
from waarborg.support.actions.assign import assign
from waarborg.support.actions.tag import tag
from waarborg.support.actions.views.keep import (
    NothingToSave,
    OwnerIsThere,
    ViewNameTaken,
    ViewsFull,
    delete_view,
    move_view,
    open_with,
    save_view,
    share_view,
    take_over_view,
)
from waarborg.support.models import SavedView, ViewChoice
from waarborg.support.queries.views import views_of
from waarborg.support.rules.views.filters import MOST
from waarborg.support.tests.reports import at, reported
from waarborg.support.tests.test_figures import rows_of

Enter = Callable[[Player], Client]
NOW = at("2026-04-07 11:00")


def saved(player: Player, name: str, *, shared: bool = False, when: datetime = NOW, **words: str) -> SavedView:
    with player.at_work():
        made: SavedView = save_view(name, words, by=player.actor, at=when, shared=shared)
    return made


def seen(player: Player) -> list[tuple[str, int | None, bool, bool]]:
    """Name, count, whether the queue opens with it, and whether its owner left, in the order in which they stand."""
    with player.at_work():
        return [(one.view.name, one.count, one.default, one.left) for one in views_of(player.person.id)]


@pytest.mark.usefixtures("appreo")
def test_each_has_its_own_and_what_others_share_with_counts(cast: Cast) -> None:
    first = reported(cast, "2026-04-07 09:00")
    reported(cast, "2026-04-07 09:10", priority="p2")
    with cast.agent.at_work():
        assign(first, by=cast.agent.actor, at=NOW, to=(cast.agent.person.id, cast.agent.person.name))
        tag(first, "navraag", by=cast.agent.actor, at=NOW)
    saved(cast.agent, "Van mij", shared=True, view="mine")
    saved(cast.agent, "Navraag", tag="navraag", priority="p1")
    saved(cast.agent, "Te laat", view="late")
    saved(cast.manager, "Nog niemand", view="nobody")
    own = [("Van mij", 1, False, False), ("Navraag", 1, False, False), ("Te laat", None, False, False)]
    assert seen(cast.agent) == own
    # What is mine is of whoever looks.
    assert seen(cast.manager) == [("Nog niemand", 1, False, False), ("Van mij", 0, False, False)]


def test_names_are_ones_own_and_nothing_is_saved_of_a_queue_that_shows_all(cast: Cast) -> None:
    saved(cast.agent, "Van mij", view="mine")
    saved(cast.manager, "Van mij", view="mine")
    with cast.agent.at_work():
        with pytest.raises(ViewNameTaken):
            save_view("VAN MIJ", {"view": "nobody"}, by=cast.agent.actor, at=NOW)
        for name, words in ((" ", {"view": "mine"}), ("Alles", {"view": "all"}), ("Alles", {})):
            with pytest.raises(NothingToSave):
                save_view(name, words, by=cast.agent.actor, at=NOW)
        SavedView.objects.bulk_create(
            SavedView(
                tenant_id=cast.provider.id, person_id=cast.agent.person.id, person_name="", name=f"{number}",
                words={"view": "mine"}, changed_at=NOW,
            ) for number in range(MOST - 1)
        )  # fmt: skip
        with pytest.raises(ViewsFull):
            save_view("Nog een", {"view": "nobody"}, by=cast.agent.actor, at=NOW)
        assert SavedView.objects.count() == MOST + 1
    with cast.owner.at_work(), pytest.raises(NotAllowed):
        save_view("Van mij", {"view": "mine"}, by=cast.owner.actor, at=NOW)


def test_the_order_is_ones_own(cast: Cast) -> None:
    made = [saved(cast.agent, name, view="mine") for name in ("een", "twee", "drie")]
    with cast.agent.at_work():
        move_view(made[2], "up", by=cast.agent.actor, at=NOW)
        move_view(made[0], "up", by=cast.agent.actor, at=NOW)
        move_view(made[1], "down", by=cast.agent.actor, at=NOW)
    assert [name for name, *_rest in seen(cast.agent)] == ["een", "drie", "twee"]


def test_what_is_anothers_is_not_changed_and_unshared_it_is_gone_for_others(cast: Cast) -> None:
    own, shared = saved(cast.manager, "Eigen", view="mine"), saved(cast.manager, "Samen", view="nobody", shared=True)
    by = cast.agent.actor
    with cast.agent.at_work():
        for act in (delete_view, take_over_view, lambda view, **rest: move_view(view, "up", **rest)):
            with pytest.raises(OwnerIsThere):
                act(shared, by=by, at=NOW)
            with pytest.raises(NotFound):
                act(own, by=by, at=NOW)
        with pytest.raises(NotFound):
            open_with(own, by=by, at=NOW)
        open_with(shared, by=by, at=NOW)
    assert seen(cast.agent) == [("Samen", 0, True, False)]
    with cast.manager.at_work():
        share_view(shared, False, by=cast.manager.actor, at=NOW)
        assert ViewChoice.objects.count() == 0
    assert seen(cast.agent) == []


def test_a_shared_view_of_a_colleague_who_left_stays_and_can_be_taken_over(cast: Cast) -> None:
    gone = make_player(cast.provider, "V. Vertrokken", "v.vertrokken@example.nl", roles.SUPPORT)
    shared, own = saved(gone, "Avond", view="nobody", shared=True), saved(gone, "Eigen", view="mine")
    with cast.manager.at_work():
        Person.objects.filter(id=gone.person.id).update(active=False, left_at=NOW)
    assert seen(cast.agent) == [("Avond", 0, False, True)]
    with cast.agent.at_work():
        with pytest.raises(NotFound):
            take_over_view(own, by=cast.agent.actor, at=NOW)
        take_over_view(shared, by=cast.agent.actor, at=NOW)
        held = SavedView.objects.get(id=shared.id)
    assert (held.person_name, held.shared) == ("R. Specimen", True)
    assert seen(cast.agent) == [("Avond", 0, False, False)]


def test_the_queue_shows_them_opens_with_the_chosen_one_and_saves_what_it_shows(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter, settings: object
) -> None:
    settings.CLOCK_OFFSET = NOW - timezone.now()  # type: ignore[attr-defined]
    agent = signed_in(cast.agent)
    assert "Deze weergave bewaren" not in agent.get("/desk/queue/").content.decode()
    assert "/desk/views/?view=nobody" in agent.get("/desk/queue/?view=nobody").content.decode()
    assert agent.post("/desk/views/?view=nobody", {"name": ""}).status_code == 422
    led = agent.post("/desk/views/?view=nobody", {"name": "Nog niemand", "shared": "on"})
    assert led.url == "/desk/queue/?view=nobody"
    assert "Nog niemand" in agent.get("/desk/queue/?view=all").content.decode()
    (view,) = _all(cast)
    assert agent.post(f"/desk/views/{view.id}/", {"act": "open"}).url == "/desk/views/"
    assert agent.get("/desk/queue/").url == "/desk/queue/?view=nobody"
    assert agent.get("/desk/queue/?view=all").status_code == 200
    agent.post(f"/desk/views/{view.id}/", {"act": "open-all"})
    assert agent.get("/desk/queue/").status_code == 200
    assert signed_in(cast.manager).post(f"/desk/views/{view.id}/", {"act": "delete"}).status_code == 409
    agent.post(f"/desk/views/{view.id}/", {"act": "delete"})
    assert _all(cast) == []


@pytest.mark.usefixtures("appreo")
def test_the_list_of_all_tickets_is_narrowed_saved_and_opened_with_a_view_of_its_own(
    cast: Cast, signed_in: Enter
) -> None:
    taken, free = reported(cast, "2026-04-07 09:00"), reported(cast, "2026-04-07 09:10", by=cast.stranger)
    with cast.agent.at_work():
        assign(taken, by=cast.agent.actor, at=NOW, to=(cast.agent.person.id, cast.agent.person.name))
    agent, there = signed_in(cast.agent), "/desk/tickets/"

    def shows(query: str) -> tuple[bool, bool]:
        page = agent.get(f"{there}?{query}").content.decode()
        rows = [line[0] for line in rows_of(agent.get(f"{there}file/?{query}"))[1:]]
        found = tuple(one.shown_number in page for one in (taken, free))
        assert found == tuple(one.shown_number in rows for one in (taken, free))
        return found  # type: ignore[return-value]

    assert shows("view=all") == (True, True)
    assert shows("view=mine") == shows(f"customer={cast.merendaal.id}") == (True, False)
    assert shows("view=nobody&state=open") == (False, True)
    assert shows("state=resolved") == (False, False)
    assert shows("state=iets") == (True, True)
    assert agent.post("/desk/views/?of=tickets&view=nobody", {"name": "Vrij"}).url == f"{there}?view=nobody"
    (view,) = _all(cast)
    assert view.of == "tickets"
    assert agent.post(f"/desk/views/{view.id}/", {"act": "open"}).status_code == 302
    assert agent.get(there).url == f"{there}?view=nobody"
    # The queue has its own.
    assert agent.get("/desk/queue/").status_code == 200 and seen(cast.agent) == []
    assert "Vrij" in agent.get("/desk/views/").content.decode()
    agent.post(f"/desk/views/{view.id}/", {"act": "open-all"})
    assert agent.get(there).status_code == 200


def _all(cast: Cast) -> list[SavedView]:
    with cast.agent.at_work():
        return list(SavedView.objects.all())


@pytest.mark.parametrize("page", ["/desk/queue/?view=all", "/desk/tickets/?view=all", "/desk/views/"])
def test_three_views_ask_the_database_no_more_than_one(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter, page: str
) -> None:
    agent, asked = signed_in(cast.agent), []
    for names in (("een",), ("twee", "drie")):
        for name in names:
            saved(cast.agent, name, view="mine", tag=name)
            with cast.agent.at_work():
                words = {"view": "mine", "tag": name}
                save_view(f"alle {name}", words, by=cast.agent.actor, at=NOW, of="tickets")
        agent.get(page)
        with counted() as queries:
            agent.get(page)
        asked.append(len(queries))
    assert asked[0] == asked[1]
