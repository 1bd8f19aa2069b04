"""Applications at the desk: who registers them, what is shown once, and what the journal says."""

import pytest
from django.test import Client

from waarborg.access.actions import applications as actions
from waarborg.access.actions import oauth_keys
from waarborg.access.oauth import OAuthClient
from waarborg.access.queries.oauth import client_of, knows
from waarborg.access.queries.seals import seals
from waarborg.access.tests.doors import sign_in
from waarborg.access.tests.relying import BACK, BYE, app, wrong
from waarborg.customers.tests.cast import NOW, Cast
from waarborg.kernel.errors import Refusal
from waarborg.plumbing.journal.models import JournalEntry
from waarborg.plumbing.permissions import NotAllowed

pytestmark = pytest.mark.django_db


def registered(cast: Cast, *, public: bool = False) -> tuple[OAuthClient, str]:
    with cast.manager.at_work():
        return actions.register(
            name="Planbord", redirect_uris=[BACK], logout_uris=[BYE], public=public, by=cast.manager.actor, at=NOW
        )


def test_a_service_manager_registers_one_at_a_page_and_sees_its_secret_once(cast: Cast) -> None:
    browser = sign_in(Client(), cast.manager)
    filled = {"name": "Planbord", "kind": "server", "redirect_uris": f"{BACK}\n\n", "logout_uris": ""}
    shown = browser.post("/desk/applications/", filled)
    made = OAuthClient.objects.get()
    assert made.redirect_uris == [BACK]
    secret = next(word for word in shown.content.decode().replace("<", " ").replace(">", " ").split() if "wbs_" in word)
    assert knows(made, secret) and secret not in str(OAuthClient.objects.values().get())
    assert secret not in browser.get("/desk/applications/").content.decode()
    assert b"Planbord" in browser.get(f"/desk/applications/{made.id}/").content


def test_another_secret_makes_the_former_worthless(cast: Cast) -> None:
    made, secret = registered(cast)
    shown = sign_in(Client(), cast.manager).post(f"/desk/applications/{made.id}/secret/")
    assert shown.status_code == 200 and b"wbs_" in shown.content
    made.refresh_from_db()
    assert not knows(made, secret)


def test_what_is_filled_in_wrongly_is_said_at_its_place_and_nothing_is_made(cast: Cast) -> None:
    browser = sign_in(Client(), cast.manager)
    for bent in ({"name": " "}, {"redirect_uris": "http://app.example.nl/"}, {"logout_uris": "*"}):
        filled = {"name": "Planbord", "kind": "server", "redirect_uris": BACK, "logout_uris": "", **bent}
        assert browser.post("/desk/applications/", filled).status_code == 422
    assert OAuthClient.objects.count() == 0


def test_of_staff_only_who_looks_after_the_service_may(cast: Cast) -> None:
    made, _secret = registered(cast)
    with cast.agent.at_work():
        for act in (
            lambda: actions.register(
                name="X", redirect_uris=[BACK], logout_uris=[], public=False, by=cast.agent.actor, at=NOW
            ),
            lambda: actions.end(made, by=cast.agent.actor, at=NOW),
            lambda: actions.renew_secret(made, by=cast.agent.actor, at=NOW),
            lambda: actions.replace_signing_key(by=cast.agent.actor, at=NOW),
        ):
            with pytest.raises(NotAllowed):
                act()
    assert OAuthClient.objects.get().ended_at is None
    assert sign_in(Client(), cast.agent).get("/desk/applications/").status_code == 403


def test_what_happens_to_one_stands_in_the_journal_and_no_secret_does(cast: Cast) -> None:
    made, secret = registered(cast)
    with cast.manager.at_work():
        actions.change(made, name="Bord", redirect_uris=[BACK, BYE], logout_uris=[], by=cast.manager.actor, at=NOW)
        again = actions.renew_secret(made, by=cast.manager.actor, at=NOW)
        actions.end(made, by=cast.manager.actor, at=NOW)
        with pytest.raises(Refusal, match=r"access\.application\.ended"):
            actions.end(made, by=cast.manager.actor, at=NOW)
    with cast.manager.at_work():
        told = JournalEntry.objects.filter(subject_id=made.id).exclude(kind="act.refused").order_by("sequence")
        kinds = [one.kind.rpartition(".")[2] for one in told]
        assert kinds == ["registered", "changed", "changed", "ended"]
        assert secret not in str(list(told.values())) and again not in str(list(told.values()))
    assert client_of(made.client_id) is None


def test_a_key_that_got_out_is_replaced_at_once(cast: Cast) -> None:
    planner, browser = app(), sign_in(Client(), cast.owner)
    told = planner.tokens(browser)
    [before] = oauth_keys.published()
    with cast.manager.at_work():
        kid = actions.replace_signing_key(by=cast.manager.actor, at=NOW)
    assert [one.kid for one in oauth_keys.published()] == [kid] != [before.kid]
    assert oauth_keys.read(told["id_token"], issuer="x") is None
    assert planner.refresh(told["refresh_token"]).status_code == 200


def test_the_signing_key_is_sealed_like_every_secret(cast: Cast) -> None:
    before = seals()[0]
    oauth_keys.published()
    assert seals()[:3] == (before + 1, 0, 0)


def test_an_installed_one_has_no_secret_to_show(cast: Cast) -> None:
    made, secret = registered(cast, public=True)
    assert (secret, made.secret_hash) == ("", "")
    planner = app(public=True)
    assert wrong(planner.token(grant_type="refresh_token", client_secret="wbs_x")) == (401, "invalid_client")
