"""Binding a customer: its clocks run under exactly that version; what it asks of signing in holds at once."""

import pytest
from django.db import connection

from waarborg.access.models import AccessPolicy
from waarborg.customers.tests.cast import Cast
from waarborg.plumbing import tenancy
from waarborg.plumbing.actors import SYSTEM
from waarborg.plumbing.models import JournalEntry
from waarborg.plumbing.permissions import NotAllowed
from waarborg.promises.actions.bind import PUSH_POLICY, AnotherAwaits, bind, push_policy
from waarborg.promises.actions.end_binding import end_binding
from waarborg.promises.actions.publish import publish
from waarborg.promises.models import AgreementVersion, Binding
from waarborg.promises.profiles import documents, profile
from waarborg.support.tests.reports import at, due, reported

OWN = "where: {party: own-organisation}"


def other_version(cast: Cast, *changes: tuple[str, str], version: str = "2026.2") -> AgreementVersion:
    source = profile("appreo").decode().replace("version: 2026.1", f"version: {version}")
    for old, new in changes:
        assert old in source
        source = source.replace(old, new, 1)
    with cast.manager.at_work():
        published: AgreementVersion = publish(
            source.encode(),
            by=cast.manager.actor,
            at=at("2026-03-01 09:00"),
            provider=cast.provider.id,
            name="appreo.yaml",
            documents=documents("appreo"),
        )
    return published


def bind_from(cast: Cast, version: AgreementVersion, when: str) -> None:
    with cast.manager.at_work():
        bind(version, by=cast.manager.actor, at=at(when), tenant=cast.merendaal.id)


@pytest.mark.clause("AP-01")
def test_a_newer_version_leaves_the_bound_one_in_force_until_it_is_applied(
    cast: Cast, appreo: AgreementVersion
) -> None:
    two_hours = (
        "until: support.ticket.picked-up, within: 4 business hours",
        "until: support.ticket.picked-up, within: 2 business hours",
    )
    newer = other_version(cast, two_hours)
    before = reported(cast, "2026-04-07 09:00")
    assert due(cast, before, "support.pick-up") == "2026-04-07 13:00"
    bind_from(cast, newer, "2026-04-07 10:00")
    after = reported(cast, "2026-04-07 10:30")
    assert due(cast, after, "support.pick-up") == "2026-04-07 12:30"
    assert due(cast, before, "support.pick-up") == "2026-04-07 13:00"
    with cast.owner.at_work():
        assert [row.version_id for row in Binding.objects.order_by("starts_at")] == [appreo.id, newer.id]


def test_the_same_binding_again_changes_nothing(cast: Cast, appreo: AgreementVersion) -> None:
    bind_from(cast, appreo, "2026-04-07 10:00")
    with cast.owner.at_work():
        assert Binding.objects.count() == 1
        assert JournalEntry.objects.filter(kind="promises.version.applied").count() == 1


def test_an_agreement_that_demands_a_second_factor_makes_it_compulsory(cast: Cast, appreo: AgreementVersion) -> None:
    strict = other_version(cast, (OWN, f"{OWN}\n      needs: [access.sign-in.with-second-factor]"))
    bind_from(cast, strict, "2026-04-07 10:00")
    with cast.manager.at_work(), tenancy.without_role():
        assert AccessPolicy.objects.get(tenant_id=cast.merendaal.id).require_second_factor


def test_a_support_agent_does_not_bind(cast: Cast, appreo: AgreementVersion) -> None:
    newer = other_version(cast)
    with pytest.raises(NotAllowed), cast.agent.at_work():
        bind(newer, by=cast.agent.actor, at=at("2026-04-07 10:00"), tenant=cast.merendaal.id)
    with cast.owner.at_work():
        assert Binding.objects.count() == 1


def test_a_version_that_holds_for_running_clocks_moves_them_at_once(cast: Cast, appreo: AgreementVersion) -> None:
    """`running: live`: nothing more has to happen to a ticket for its due time and warnings to be new."""
    newer = other_version(
        cast,
        ("  running: frozen", "  running: live"),
        (
            "until: support.ticket.picked-up, within: 4 business hours",
            "until: support.ticket.picked-up, within: 2 business hours",
        ),
    )
    ticket = reported(cast, "2026-04-07 09:00")
    bind_from(cast, newer, "2026-04-07 10:00")
    assert due(cast, ticket, "support.pick-up") == "2026-04-07 11:00"


def test_only_one_version_can_wait_for_the_same_instant(cast: Cast, appreo: AgreementVersion) -> None:
    first, second = other_version(cast), other_version(cast, version="2026.3")

    def from_tomorrow(version: AgreementVersion) -> None:
        with cast.manager.at_work():
            now, tomorrow = at("2026-04-07 09:00"), at("2026-04-08 00:00")
            bind(version, by=cast.manager.actor, at=now, tenant=cast.merendaal.id, effective=tomorrow)

    from_tomorrow(first)
    with pytest.raises(AnotherAwaits):
        from_tomorrow(second)
    with cast.owner.at_work():
        found = Binding.objects.order_by("starts_at").values_list("version__version", flat=True)
        assert list(found) == ["2026.1", "2026.2"]


def test_an_agreement_that_no_longer_demands_a_second_factor_ends_that(cast: Cast, appreo: AgreementVersion) -> None:
    strict = other_version(cast, (OWN, f"{OWN}\n      needs: [access.sign-in.with-second-factor]"))
    bind_from(cast, strict, "2026-04-07 10:00")
    bind_from(cast, other_version(cast, version="2026.3"), "2026-04-07 11:00")
    with cast.manager.at_work(), tenancy.without_role():
        assert not AccessPolicy.objects.get(tenant_id=cast.merendaal.id).require_second_factor


@pytest.mark.parametrize(("ends", "looked"), [("2026-04-08 00:00", "2026-04-08 00:00"), ("2026-04-07 11:00", None)])
def test_a_second_factor_that_only_the_agreement_asked_goes_with_it(
    cast: Cast, appreo: AgreementVersion, ends: str, looked: str | None
) -> None:
    """At once where the end has come; else with the job that waits for it."""
    strict = other_version(cast, (OWN, f"{OWN}\n      needs: [access.sign-in.with-second-factor]"))
    bind_from(cast, strict, "2026-04-07 10:00")
    with cast.manager.at_work():
        end_binding(cast.merendaal.id, at(ends), by=cast.manager.actor, at=at("2026-04-07 11:00"))
    asked = []
    for when in ("2026-04-07 23:59", looked):
        if looked and when:
            with cast.manager.at_work():
                push_policy(cast.merendaal.id, by=SYSTEM, at=at(when))
        with cast.manager.at_work(), tenancy.without_role(), connection.cursor() as cursor:
            asked.append(AccessPolicy.objects.get(tenant_id=cast.merendaal.id).require_second_factor)
            cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = %s", [PUSH_POLICY])
            assert cursor.fetchone()[0] == (1 if looked else 0)
    assert asked == ([True, False] if looked else [False, False])


def test_a_customer_whose_agreement_never_asked_for_it_gets_no_policy(cast: Cast, appreo: AgreementVersion) -> None:
    with cast.manager.at_work(), tenancy.without_role():
        assert not AccessPolicy.objects.filter(tenant_id=cast.merendaal.id).exists()


def test_the_chain_says_which_version_since_when_and_published_when(cast: Cast, appreo: AgreementVersion) -> None:
    newer = other_version(cast)
    bind_from(cast, newer, "2026-04-07 10:00")
    with cast.owner.at_work():
        entry = JournalEntry.objects.filter(kind="promises.version.applied").order_by("sequence").last()
    assert entry is not None
    assert entry.properties == {
        "bound-sha256": newer.sha256,
        "bound-since": "2026-04-07T08:00:00.000000Z",
        "bound-published": "2026-03-01T08:00:00.000000Z",
    }
