"""A customer closed into another: nothing leaves its own journal, nothing new begins there, and the other reads it."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from waarborg.access.instruction import Instruction
from waarborg.access.lock import AccountLock
from waarborg.access.models import OneTimeLink
from waarborg.access.queries.as_login import as_login
from waarborg.access.tests.test_races import at_once
from waarborg.contracts.actions.keep_contract import keep_contract
from waarborg.contracts.actions.merge_customer import NoOrder, Order, PlanChanged, merge_customer
from waarborg.contracts.actions.merge_refusals import (
    ContractGoesOn,
    Erased,
    IntoItself,
    Locked,
    MergedBefore,
    NothingPromised,
    SurvivorLeaves,
    TransferRuns,
    in_the_way,
)
from waarborg.contracts.actions.not_merged import MergedAway
from waarborg.contracts.models import Merger, Termination
from waarborg.contracts.queries.merging import heirs, plan
from waarborg.customers.actions.instruct import FormDoesNotCount, NotFromKnownAddress
from waarborg.customers.models import Authority, Organisation, Person
from waarborg.customers.rules.roles import ADMINISTRATOR, OWNER, SUPPORT_CONTACT, USER
from waarborg.customers.tests.cast import Cast, make_cast, make_organisation, make_player
from waarborg.kernel.errors import Refusal
from waarborg.plumbing.erasure.models import ErasureEntry
from waarborg.plumbing.models import JournalEntry
from waarborg.plumbing.outbox.models import OutboxMail
from waarborg.plumbing.permissions import NotAllowed
from waarborg.promises.models import AgreementVersion, Binding
from waarborg.support.actions.answer import answer
from waarborg.support.models import Ticket
from waarborg.support.tests.reports import at, reported, runs

WHEN = at("2026-04-07 12:00")


def orders(cast: Cast, **of_absorbed: Any) -> dict[Any, Order]:
    owner, other = cast.owner.person, cast.stranger.person
    mine = Order(owner.id, "known-mail", "t.fictief@example.org")
    return {
        cast.merendaal.id: replace(mine, **of_absorbed),
        cast.hazelvoort.id: Order(other.id, "known-mail", other.email.upper()),
    }


def merged(
    cast: Cast,
    absorbed: Organisation | None = None,
    survivor: Organisation | None = None,
    *,
    said: dict[Any, Order] | None = None,
    seen: str = "",
    when: datetime = WHEN,
) -> Any:
    """Merendaal into Hazelvoort, as both owners mailed, unless a test says otherwise."""
    absorbed, survivor = absorbed or cast.merendaal, survivor or cast.hazelvoort
    with cast.manager.at_work():
        return merge_customer(
            absorbed,
            survivor,
            seen=seen or plan(absorbed, survivor, at=when).digest,
            orders=orders(cast) if said is None else said,
            by=cast.manager.actor,
            at=when,
        )


def stands(cast: Cast) -> tuple[Any, ...]:
    """All that a refused merger leaves as it was."""
    with cast.manager.at_work():
        kinds = JournalEntry.objects.exclude(kind="act.refused").count()
        return (
            Merger.objects.count(),
            Person.objects.count(),
            Authority.objects.count(),
            kinds,
            OutboxMail.objects.count(),
        )


def dues(cast: Cast, ticket: Ticket) -> dict[str, datetime | None]:
    return {promise: run.due_at for promise, run in runs(cast, ticket).items()}


def refused(cast: Cast, why: type[Refusal], **how: Any) -> None:
    before = stands(cast)
    with pytest.raises(why):
        merged(cast, **how)
    assert stands(cast) == before


def test_both_journals_tell_it_and_each_side_reads_its_own_row(cast: Cast) -> None:
    found = merged(cast)
    for player, other, gone in (
        (cast.owner, "Zorggroep Hazelvoort", True),
        (cast.stranger, cast.merendaal.name, False),
    ):
        with player.at_work():
            (row,) = Merger.objects.all()
            (entry,) = JournalEntry.objects.filter(kind="contracts.merger.carried-out")
        assert (row.other_name, row.absorbed, row.merged_by) == (other, gone, "K. Voorbeeld")
        assert (entry.subject_id, entry.at, entry.properties) == (
            row.id, WHEN, {"side": "absorbed" if gone else "survivor"},
        )  # fmt: skip
    with cast.manager.at_work():
        assert heirs([cast.merendaal.id, cast.hazelvoort.id]) == {cast.merendaal.id: cast.hazelvoort.id}
        mails = OutboxMail.objects.filter(template="contracts/mail/merged.txt").order_by("to_address")
        assert [(one.to_address, one.subject) for one in mails] == [
            ("b.proef@example.org", "Uw organisatie is opgegaan in Zorggroep Hazelvoort"),
            ("t.fictief@example.org", "Uw organisatie is opgegaan in Zorggroep Hazelvoort"),
            ("v.fantasie@example.org", "Stichting Thuiszorg Merendaal is opgegaan in uw organisatie"),
        ]
    assert found.survivor.id == cast.hazelvoort.id


def test_people_come_along_without_any_right_and_nobody_twice(cast: Cast) -> None:
    make_player(cast.hazelvoort, "S. Monster-Oud", "S.Monster@example.org", USER)
    merged(cast)
    with cast.stranger.at_work():
        people = {one.email.lower(): one for one in Person.objects.all()}
        assert sorted(people) == [
            "b.proef@example.org", "g.model@example.org", "s.monster@example.org", "t.fictief@example.org",
            "v.fantasie@example.org",
        ]  # fmt: skip
        held = Authority.objects.values_list("person__email", "role").order_by("person__email")
        assert list(held) == [("S.Monster@example.org", USER), ("v.fantasie@example.org", OWNER)]
        (row,) = Merger.objects.all()
        assert {one["person"]: (one["roles"], one["state"]) for one in row.carried} == {
            str(people["t.fictief@example.org"].id): ([ADMINISTRATOR], "waiting"),
            str(people["b.proef@example.org"].id): ([ADMINISTRATOR], "waiting"),
            str(people["s.monster@example.org"].id): ([SUPPORT_CONTACT], "waiting"),
            str(people["g.model@example.org"].id): ([USER], "waiting"),
        }


def test_the_owners_of_the_survivor_may_read_the_absorbed_one_whose_owner_stays(cast: Cast) -> None:
    merged(cast)
    with cast.owner.at_work():
        reader = Person.objects.get(email="v.fantasie@example.org")
        assert list(Authority.objects.filter(person=reader).values_list("role", flat=True)) == [ADMINISTRATOR]
        assert list(Authority.objects.filter(role=OWNER).values_list("person__name", flat=True)) == ["T. Fictief"]
    with as_login():
        link = OneTimeLink.objects.get(purpose="invitation")
    assert (link.tenant_id, link.person_id) == (cast.merendaal.id, reader.id)


def test_what_runs_is_finished_where_it_was_promised_and_nothing_new_begins(
    cast: Cast, appreo: AgreementVersion
) -> None:
    ticket = reported(cast, "2026-04-07 11:30")
    before = dues(cast, ticket)
    assert before and all(before.values())
    merged(cast)
    assert dues(cast, ticket) == before
    with pytest.raises(MergedAway) as why:
        reported(cast, "2026-04-07 13:00")
    assert (
        why.value.say("en")
        == "This organisation has become part of Zorggroep Hazelvoort; nothing new begins here any more."
    )
    with cast.agent.at_work():
        answer(ticket, by=cast.agent.actor, at=at("2026-04-07 13:05"), text="Wij zijn bezig.", purpose="message")
    with cast.manager.at_work(), pytest.raises(MergedAway):
        keep_contract(
            cast.merendaal.id, appreo, reference="C-2", starts_on=date(2026, 5, 1), by=cast.manager.actor, at=WHEN
        )
    assert reported(cast, "2026-04-07 13:10", by=cast.stranger).tenant_id == cast.hazelvoort.id


def test_only_a_service_manager_merges_and_both_owners_have_to_have_asked(cast: Cast) -> None:
    with cast.agent.at_work(), pytest.raises(NotAllowed):
        merge_customer(cast.merendaal, cast.hazelvoort, seen="", orders={}, by=cast.agent.actor, at=WHEN)
    said = orders(cast)
    refused(cast, NoOrder, said={cast.merendaal.id: said[cast.merendaal.id]})
    refused(cast, NotFromKnownAddress, said=orders(cast, address="iemand@example.org"))
    refused(cast, FormDoesNotCount, said=orders(cast, form="phone"))


def test_one_that_was_written_down_twice_has_no_owner_to_ask(cast: Cast) -> None:
    double = make_organisation("Merendaal Thuiszorg", "merendaal-2")
    merged(cast, double, cast.merendaal, said={cast.merendaal.id: orders(cast)[cast.merendaal.id]})
    with cast.manager.at_work():
        assert heirs([double.id]) == {double.id: cast.merendaal.id}


def test_what_is_carried_out_is_what_was_read(cast: Cast) -> None:
    with cast.manager.at_work():
        seen = plan(cast.merendaal, cast.hazelvoort, at=WHEN).digest
    make_player(cast.merendaal, "N. Nieuw", "n.nieuw@example.org", USER)
    refused(cast, PlanChanged, seen=seen)


def test_nobody_is_merged_into_itself_twice_or_in_a_circle(cast: Cast) -> None:
    refused(cast, IntoItself, survivor=cast.merendaal)
    merged(cast)
    other = make_organisation("Thuiszorg Oever", "oever")
    refused(cast, MergedBefore, survivor=other)
    refused(cast, MergedBefore, absorbed=cast.hazelvoort, survivor=cast.merendaal)
    # One that took in another may be taken in itself; who asks for the first is led to the last.
    merged(cast, cast.hazelvoort, other, when=at("2026-04-08 09:00"))
    with cast.manager.at_work():
        assert heirs([cast.merendaal.id]) == {cast.merendaal.id: other.id}


def test_a_contract_without_a_last_day_and_a_notice_at_the_survivor_are_in_the_way(
    cast: Cast, appreo: AgreementVersion
) -> None:
    with cast.manager.at_work():
        made = keep_contract(
            cast.merendaal.id, appreo, reference="C-1", starts_on=date(2026, 1, 1), by=cast.manager.actor,
            at=at("2026-02-01 10:00"),
        )  # fmt: skip
    refused(cast, ContractGoesOn)
    with cast.manager.at_work():
        type(made).objects.filter(id=made.id).update(ends_on=date(2026, 6, 30))
        Termination.objects.create(
            tenant_id=cast.hazelvoort.id, by_customer=True, version=appreo, requested_at=WHEN, requested_by="V.",
            last_day=date(2026, 8, 1), ends_at=at("2026-08-02 00:00"),
        )  # fmt: skip
    refused(cast, SurvivorLeaves)
    with cast.manager.at_work():
        Termination.objects.update(state="withdrawn")
    assert [one.reference for one in merged(cast).contracts] == ["C-1"]


def test_a_survivor_without_an_agreement_would_be_promised_nothing(cast: Cast, appreo: AgreementVersion) -> None:
    with cast.manager.at_work():
        Binding.objects.filter(tenant_id=cast.hazelvoort.id).update(ends_at=at("2026-03-01 00:00"))
    refused(cast, NothingPromised)


def test_what_is_erased_locked_or_being_transferred_is_left_alone(cast: Cast) -> None:
    with cast.manager.at_work():
        Instruction.objects.create(
            tenant_id=cast.merendaal.id, what="transfer", form="in-account", asked_at=WHEN,
            asked_by=cast.owner.person.id, asked_name="T. Fictief", about=cast.administrator.person.id, state="waiting",
        )  # fmt: skip
        ErasureEntry.objects.create(tenant_id=cast.hazelvoort.id, at=WHEN, reason="-", removed={}, kept={})
        with as_login():
            AccountLock.objects.create(
                tenant_id=cast.hazelvoort.id, locked_at=WHEN, locked_by=cast.stranger.person.id, locked_name="V."
            )
        found = [type(one) for one in in_the_way(cast.merendaal, cast.hazelvoort, at=WHEN)]
    assert found == [TransferRuns, Erased, Locked]
    refused(cast, TransferRuns)


def test_two_mergers_with_one_in_common_happen_one_after_the_other(committed: None) -> None:
    cast = make_cast()
    other = make_organisation("Thuiszorg Oever", "oever")
    said = orders(cast)

    def into_it() -> None:
        merged(cast, said=said)

    def away_from_it() -> None:
        merged(cast, cast.hazelvoort, cast.merendaal, said=said)

    def elsewhere() -> None:
        merged(cast, cast.merendaal, other, said={cast.merendaal.id: said[cast.merendaal.id]})

    came = at_once(into_it, away_from_it, elsewhere)
    with cast.manager.at_work():
        gone = list(Merger.objects.filter(absorbed=True).values_list("tenant_id", "other"))
        # Whichever was first: nobody is gone twice, and nobody went to somebody who is gone.
        assert len({one for one, _into in gone}) == len(gone) == came.count("done")
        assert not {into for _one, into in gone} & {one for one, _into in gone} or len(gone) == 2
        assert set(heirs([one for one, _into in gone])) == {one for one, _into in gone}
