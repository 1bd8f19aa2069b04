"""CL-33: a supplier is named to another customer only with the consent of who told us, and that customer never."""

from datetime import date, timedelta
from typing import Any

import pytest

from waarborg.customers.actions.references import (
    AnsweredAlready,
    AskedAlready,
    NobodyKnown,
    NoConsent,
    Past,
    TheSameCustomer,
    WordsMissing,
    ask_consent,
    decline_consent,
    disclose,
    give_consent,
    who_asked,
    withdraw_consent,
)
from waarborg.customers.models import ReferenceConsent
from waarborg.customers.rules.references import stands
from waarborg.customers.tests.cast import NOW, Cast, Player, make_organisation, make_player
from waarborg.plumbing import tenancy
from waarborg.plumbing.models import JournalEntry, OutboxMail
from waarborg.plumbing.permissions import NotAllowed, NotFound
from waarborg.plumbing.tenancy import Role

WHAT, SUPPLIER = "ICT-specialist", "Voorbeeld Beheer"


def ask(cast: Cast, customer: Any, what: str = WHAT) -> ReferenceConsent:
    with cast.manager.at_work():
        return ask_consent(customer.id, what=what, region="Zeeland", by=cast.manager.actor, at=NOW)


def consent(player: Player, about: ReferenceConsent | None = None, **said: Any) -> ReferenceConsent:
    given: dict[str, Any] = {"supplier": SUPPLIER, "what": WHAT, "region": "Zeeland", "whom": "everybody"}
    with player.at_work():
        return give_consent(about, **given | said, by=player.actor, at=NOW)


def name(cast: Cast, about: ReferenceConsent, to: Player, **when: Any) -> None:
    with cast.manager.at_work():
        disclose(about, to.person, by=cast.manager.actor, at=when.get("at", NOW))


def kinds(tenant: Any) -> list[str]:
    with tenancy.enter(Role.DESK):
        rows = JournalEntry.objects.filter(tenant_id=tenant.id, kind__startswith="customers.reference.")
        return [row.kind.rpartition(".")[2] for row in rows.order_by("sequence")]


def mails() -> list[tuple[str, str]]:
    with tenancy.enter(Role.DESK):
        return [(mail.to_address, f"{mail.subject}\n{mail.body}") for mail in OutboxMail.objects.order_by("id")]


@pytest.mark.clause("CL-33")
def test_two_are_asked_one_consents_and_only_its_supplier_is_named_never_the_customer(cast: Cast) -> None:
    asker = make_player(make_organisation("Huisartsen Duinzicht", "duinzicht"), "A. Vrager", "a.vrager@example.org")
    mine, other = ask(cast, cast.merendaal), ask(cast, cast.hazelvoort)
    assert [to for to, _ in mails()] == [cast.owner.person.email, cast.stranger.person.email]
    consent(cast.owner, mine)
    with pytest.raises(NoConsent):
        name(cast, other, asker)
    name(cast, mine, asker)
    (to, said) = mails()[-1]
    assert to == asker.person.email
    assert (SUPPLIER in said, "Zeeland" in said) == (True, True)
    assert [one for one in ("Merendaal", "merendaal", "Hazelvoort", cast.owner.person.name) if one in said] == []
    # Who agreed reads that it was said and not to whom; who asked, whom we named and not who told us.
    assert kinds(cast.merendaal) == ["asked", "consented", "disclosed"]
    assert kinds(cast.hazelvoort) == ["asked"]
    assert kinds(asker.organisation) == ["received"]
    with tenancy.enter(Role.DESK):
        theirs, ours = (
            JournalEntry.objects.filter(tenant_id=tenant.id, kind__startswith="customers.reference.")
            .order_by("sequence")
            .last()
            for tenant in (cast.merendaal, asker.organisation)
        )
        assert str(asker.organisation.id) not in str(theirs.__dict__)
        assert str(cast.merendaal.id) not in str(ours.__dict__)
        assert ReferenceConsent.objects.get(id=mine.id).told == 1


@pytest.mark.clause("CL-33")
def test_without_a_consent_that_stands_nothing_is_said(cast: Cast, stranger: Player) -> None:
    declined = ask(cast, cast.merendaal)
    with cast.owner.at_work():
        decline_consent(declined, by=cast.owner.actor, at=NOW)
    withdrawn = consent(cast.owner)
    with cast.owner.at_work():
        withdraw_consent(withdrawn, by=cast.owner.actor, at=NOW)
    past = consent(cast.owner, until=NOW.date())
    before = len(mails())
    for about, at in ((declined, NOW), (withdrawn, NOW), (past, NOW + timedelta(days=1))):
        with pytest.raises(NoConsent):
            name(cast, about, stranger, at=at)
    assert (len(mails()), kinds(cast.hazelvoort)) == (before, [])
    with tenancy.enter(Role.DESK):
        assert set(ReferenceConsent.objects.values_list("told", flat=True)) == {0}
    name(cast, past, stranger)
    assert kinds(cast.hazelvoort) == ["received"]


def test_what_is_for_one_customer_is_said_once(cast: Cast, stranger: Player) -> None:
    about = consent(cast.owner, whom="one")
    name(cast, about, stranger)
    with pytest.raises(NoConsent):
        name(cast, about, stranger)
    assert kinds(cast.hazelvoort) == ["received"]


def test_nobody_is_named_to_the_customer_that_told_us_nor_to_our_own(cast: Cast) -> None:
    about = consent(cast.owner)
    with pytest.raises(TheSameCustomer):
        name(cast, about, cast.administrator)
    with pytest.raises(NotFound):
        name(cast, about, cast.agent)
    with cast.manager.at_work():
        assert who_asked(cast.stranger.person.email.upper()).id == cast.stranger.person.id
        for email in ("niemand@example.org", cast.agent.person.email):
            with pytest.raises(NobodyKnown):
                who_asked(email)
    assert mails() == []


def test_only_an_owner_answers_and_only_for_his_own_organisation(cast: Cast) -> None:
    about = ask(cast, cast.merendaal)
    for player, refusal in ((cast.administrator, NotAllowed), (cast.manager, NotAllowed), (cast.stranger, NotFound)):
        with pytest.raises(refusal):
            consent(player, about)
    with cast.owner.at_work(), pytest.raises(NotAllowed):
        disclose(about, cast.stranger.person, by=cast.owner.actor, at=NOW)
    with cast.owner.at_work(), pytest.raises(NotAllowed):
        ask_consent(cast.merendaal.id, what=WHAT, by=cast.owner.actor, at=NOW)
    assert kinds(cast.merendaal)[0] == "asked"
    with tenancy.enter(Role.DESK):
        assert ReferenceConsent.objects.get().state == "asked"


def test_a_question_is_asked_and_answered_once_and_says_what_it_is_about(cast: Cast) -> None:
    about = ask(cast, cast.merendaal)
    with pytest.raises(AskedAlready):
        ask(cast, cast.merendaal)
    for said, refusal in (
        ({"supplier": " "}, WordsMissing),
        ({"what": "x" * 121}, WordsMissing),
        ({"until": NOW.date() - timedelta(days=1)}, Past),
    ):
        with pytest.raises(refusal):
            consent(cast.owner, about, **said)
    consent(cast.owner, about)
    with pytest.raises(AnsweredAlready):
        consent(cast.owner, about, supplier="Een ander")
    with tenancy.enter(Role.DESK):
        assert ReferenceConsent.objects.get().supplier == SUPPLIER
    assert ask(cast, cast.merendaal).state == "asked"


@pytest.mark.parametrize(
    ("state", "whom", "until", "told", "it_does"),
    [
        ("consented", "everybody", None, 9, True),
        ("consented", "one", None, 0, True),
        ("consented", "one", None, 1, False),
        ("consented", "everybody", date(2026, 4, 7), 0, True),
        ("consented", "everybody", date(2026, 4, 6), 0, False),
        ("asked", "everybody", None, 0, False),
        ("declined", "everybody", None, 0, False),
        ("withdrawn", "everybody", None, 0, False),
    ],
)
def test_a_consent_stands_until_it_is_taken_back_past_or_used(
    state: str, whom: str, until: date | None, told: int, it_does: bool
) -> None:
    assert stands(state, whom, until, told, date(2026, 4, 7)) is it_does
