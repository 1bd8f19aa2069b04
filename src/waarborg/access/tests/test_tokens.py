"""API tokens: who makes them, with which rights, what is kept of them, and who revokes them."""

from datetime import timedelta

import pytest
from django.test import Client

from waarborg.access.actions.forget_customer import forget_customer
from waarborg.access.actions.tokens import (
    BadLifetime,
    BadScopes,
    NameMissing,
    OnlyAtAPage,
    TooMany,
    make_token,
    revoke_token,
)
from waarborg.access.models import ApiToken
from waarborg.access.queries.accounts_of import accounts_of
from waarborg.access.queries.tokens import held, tokens_of
from waarborg.access.rules import tokens
from waarborg.access.tests.doors import PASSWORD, make_account, sign_in
from waarborg.access.tests.programs import program
from waarborg.customers.tests.cast import NOW, Cast, Player, make_player
from waarborg.kernel.errors import Refusal
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.journal.models import JournalEntry
from waarborg.plumbing.permissions import NotAllowed, NotFound
from waarborg.plumbing.rest.scopes import possible

pytestmark = pytest.mark.django_db


def made(player: Player, *scopes: str, days: int = 30, name: str = "Koppeling", by: Actor | None = None) -> str:
    make_account(player)
    with player.at_work():
        return make_token(name=name, scopes=scopes, days=days, by=by or player.actor, at=NOW)[1]


def refused(player: Player, refusal: type[Refusal], *scopes: str, **rest: object) -> None:
    """Refused, and nothing was made."""
    with pytest.raises(refusal):
        made(player, *scopes, **rest)  # type: ignore[arg-type]
    assert ApiToken.objects.count() == 0


def test_a_token_is_one_long_word_of_which_only_a_hash_is_kept(cast: Cast) -> None:
    written = made(cast.owner, "tickets:read")
    prefix, secret = tokens.parts(written) or ("", "")
    kept = ApiToken.objects.get()
    assert (kept.prefix, kept.secret_hash) == (prefix, tokens.hash_of(secret))
    assert len(secret) == 43
    assert secret not in str(ApiToken.objects.values().get())
    assert kept.expires_at - kept.created_at == timedelta(days=30)
    assert held(written) is not None


def test_two_tokens_have_nothing_in_common(cast: Cast) -> None:
    first, second = (tokens.parts(made(cast.owner, "tickets:read")) for _ in range(2))
    assert first is not None and second is not None
    assert first[0] != second[0] and first[1] != second[1]


@pytest.mark.parametrize("who", ["administrator", "support_contact", "ordinary_user"])
def test_of_a_customer_only_the_owner_makes_one(cast: Cast, who: str) -> None:
    refused(getattr(cast, who), NotAllowed, "tickets:read")


def test_nobody_gives_a_right_that_they_do_not_have(cast: Cast) -> None:
    finance = make_player(cast.provider, "F. Attrap", "f.attrap@example.nl", "provider.finance")
    assert "tickets:write" not in {one.name for one in possible(finance.actor)}
    refused(finance, BadScopes, "tickets:write")
    refused(cast.owner, BadScopes, "everything:write")
    refused(cast.owner, BadScopes)


def test_a_name_and_a_lifetime_have_their_bounds(cast: Cast) -> None:
    for name in ("", "  ", "x" * 101, "a\0b"):
        refused(cast.owner, NameMissing, "tickets:read", name=name)
    for days in (0, -1, 367):
        refused(cast.owner, BadLifetime, "tickets:read", days=days)


def test_a_program_makes_no_tokens(cast: Cast) -> None:
    made(cast.owner, "tickets:read")
    found = tokens_of(cast.merendaal.id)[0]
    by = Actor(
        kind="contact",
        tenant=found.tenant_id,
        person=cast.owner.person.id,
        roles=cast.owner.actor.roles,
        token=found.id,
    )
    with pytest.raises(OnlyAtAPage):
        made(cast.owner, "tickets:read", by=by)
    assert ApiToken.objects.count() == 1


def test_an_organisation_has_at_most_fifty_that_work(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("waarborg.access.actions.tokens.MOST", 1)
    made(cast.owner, "tickets:read")
    with pytest.raises(TooMany):
        made(cast.owner, "tickets:read")
    with cast.owner.at_work():
        revoke_token(tokens_of(cast.merendaal.id)[0], by=cast.owner.actor, at=NOW)
    made(cast.owner, "tickets:read")
    assert ApiToken.objects.count() == 2


def test_making_and_revoking_stand_in_the_journal_once(cast: Cast) -> None:
    made(cast.owner, "tickets:read")
    found = tokens_of(cast.merendaal.id)[0]
    for _ in range(2):
        with cast.owner.at_work():
            revoke_token(found, by=cast.owner.actor, at=NOW)
    with cast.owner.at_work():
        kinds = JournalEntry.objects.filter(subject_id=found.id).order_by("sequence").values_list("kind", flat=True)
        assert list(kinds) == ["access.api-token.made", "access.api-token.revoked"]


def test_colleagues_revoke_each_others_only_where_that_is_theirs_to_do(cast: Cast) -> None:
    made(cast.manager, "tickets:read")
    found = tokens_of(cast.provider.id)[0]
    with cast.agent.at_work(), pytest.raises(NotAllowed):
        revoke_token(found, by=cast.agent.actor, at=NOW)
    with cast.stranger.at_work(), pytest.raises(NotFound):
        revoke_token(found, by=cast.stranger.actor, at=NOW)
    assert ApiToken.objects.get().revoked_at is None
    made(cast.agent, "tickets:read")
    theirs = next(one for one in tokens_of(cast.provider.id) if one.id != found.id)
    with cast.manager.at_work():
        revoke_token(theirs, by=cast.manager.actor, at=NOW)
    assert ApiToken.objects.get(id=theirs.id).revoked_at is not None


def test_erasing_a_customer_takes_its_tokens_and_no_others(cast: Cast) -> None:
    made(cast.owner, "tickets:read")
    made(cast.stranger, "tickets:read")
    with cast.manager.at_work():
        forget_customer(cast.merendaal.id)
    assert [one.tenant_id for one in ApiToken.objects.all()] == [cast.hazelvoort.id]


def test_an_export_lists_tokens_without_their_secrets(cast: Cast) -> None:
    made(cast.owner, "tickets:read", name="Urenkoppeling")
    [row] = accounts_of(cast.merendaal.id)
    [told] = row["tokens"]
    assert (told["name"], told["scopes"]) == ("Urenkoppeling", ["tickets:read"])
    assert ApiToken.objects.get().secret_hash not in str(row)


def filled(**changes: object) -> dict[str, object]:
    return {"name": "Urenkoppeling", "scopes": ["tickets:read"], "days": "90", **changes}


def test_the_page_shows_a_new_token_once(cast: Cast) -> None:
    client = sign_in(Client(), cast.owner)
    answer = client.post("/portal/api-tokens/", filled())
    written = next(
        word for word in answer.content.decode().replace("<", " ").replace(">", " ").split() if "wbt_" in word
    )
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert held(written) is not None
    secret = written.rpartition("_")[2]
    assert secret not in client.get("/portal/api-tokens/").content.decode()


def test_the_page_offers_what_its_reader_may_give_and_refuses_the_rest(cast: Cast) -> None:
    client = sign_in(Client(), cast.owner)
    assert "customers:write" in client.get("/portal/api-tokens/").content.decode()
    for wrong in (filled(scopes=["everything:write"]), filled(scopes=[]), filled(days="4000"), filled(name="")):
        answer = client.post("/portal/api-tokens/", wrong)
        assert answer.status_code == 422
        assert b"wbt_" not in answer.content
    assert ApiToken.objects.count() == 0


def test_long_after_signing_in_the_password_is_asked_once_more(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("waarborg.access.sessions.JUST_NOW", -1)
    membership = make_account(cast.owner)
    membership.account.set_password(PASSWORD)
    membership.account.save()
    client = sign_in(Client(), cast.owner)
    assert client.post("/portal/api-tokens/", filled()).status_code == 422
    assert client.post("/portal/api-tokens/", filled(current="een-andere-zin")).status_code in (409, 422)
    assert ApiToken.objects.count() == 0
    assert client.post("/portal/api-tokens/", filled(current=PASSWORD)).status_code == 200
    assert ApiToken.objects.count() == 1


def test_the_page_revokes(cast: Cast) -> None:
    mine = program(cast.manager, "tickets:read")
    client = sign_in(Client(), cast.manager)
    found = tokens_of(cast.provider.id)[0]
    assert client.get(f"/desk/api-tokens/{found.id}/revoke/").headers["Location"] == "/desk/api-tokens/"
    assert mine.get("/tickets").status_code == 200
    assert client.post(f"/desk/api-tokens/{found.id}/revoke/").headers["Location"] == "/desk/api-tokens/"
    assert mine.get("/tickets").status_code == 401
    assert "wbt_" + found.prefix in client.get("/desk/api-tokens/").content.decode()


def test_who_does_not_look_after_all_sees_their_own_only(cast: Cast) -> None:
    made(cast.manager, "tickets:read", name="Van de manager")
    made(cast.agent, "tickets:read", name="Van de medewerker")
    seen = sign_in(Client(), cast.agent).get("/desk/api-tokens/").content.decode()
    assert "Van de medewerker" in seen and "Van de manager" not in seen
    both = sign_in(Client(), cast.manager).get("/desk/api-tokens/").content.decode()
    assert "Van de medewerker" in both and "Van de manager" in both
