"""Steps of an onboarding in the name of a colleague who left are nobody's, and who answers for our side hears of it."""

from uuid import UUID

from django.db import connection

from waarborg.access.queries.as_login import as_login
from waarborg.contracts.reactions import hand_on_steps_of
from waarborg.contracts.tests.plans import at, done, plan_of, signed, steps
from waarborg.customers.actions.person_left import person_left
from waarborg.customers.actions.withdraw_authority import withdraw_authority
from waarborg.customers.models import Authority, Person
from waarborg.customers.rules import roles
from waarborg.customers.tests.cast import Cast, Player, make_player
from waarborg.plumbing import tenancy
from waarborg.plumbing.models import JournalEntry
from waarborg.plumbing.outbox.models import OutboxMail
from waarborg.plumbing.tenancy import Role
from waarborg.promises.models import AgreementVersion

SIGNED, NOW = "2026-01-31 11:00", "2026-02-03 10:00"
HAND_ON = "contracts.hand-on-steps"


def jobs_for(person: UUID) -> int:
    with tenancy.enter(Role.DESK), as_login(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM procrastinate_jobs WHERE task_name = %s AND args->>'person' = %s",
            [HAND_ON, str(person)],
        )
        return int(cursor.fetchone()[0])


def job(person: UUID) -> None:
    hand_on_steps_of(person=str(person), at=at(NOW).isoformat())


def of_success(cast: Cast, version: AgreementVersion) -> tuple[Player, object]:
    """A contract whose steps are all in the name of a customer success manager."""
    player = make_player(cast.provider, "L. Voorbeeld", "l.voorbeeld@example.nl", roles.SUCCESS)
    held = signed(cast, version, SIGNED)
    with cast.manager.at_work():
        plan_of(cast, held).steps.update(ours=player.person.id, ours_name=player.person.name)
    return player, held


def turns() -> list[str]:
    with tenancy.enter(Role.DESK):
        rows = OutboxMail.objects.filter(template="contracts/mail/onboarding.txt", subject__startswith="U bent aan")
        return sorted(rows.values_list("to_address", flat=True))


def test_who_left_has_nothing_to_do_any_more_and_what_was_done_stays_his(cast: Cast, appreo: AgreementVersion) -> None:
    player, held = of_success(cast, appreo)
    first = steps(cast, held)[0]
    done(cast, held, "2026-02-02 10:00", first.kind)
    other = make_player(cast.provider, "W. Voorbeeld", "w.voorbeeld@example.nl", roles.SUCCESS)
    with cast.manager.at_work():
        person_left(player.person, by=cast.manager.actor, at=at(NOW))
    assert jobs_for(player.person.id) == 1
    for _again in range(2):
        job(player.person.id)
    found = steps(cast, held)
    assert {one.ours_name for one in found if one.is_done} == {"L. Voorbeeld"}
    assert {(one.ours, one.ours_name) for one in found if not one.is_done} == {(None, "")}
    with cast.owner.at_work():
        given = JournalEntry.objects.filter(kind="contracts.onboarding-step.given-back")
        assert given.count() == sum(not one.is_done for one in found) > 0
    turn = next(one for one in found if not one.is_done)
    expected = [other.person.email] if turn.side == "provider" else []
    assert [one for one in turns() if one == other.person.email] == expected


def test_who_lost_the_role_loses_the_steps_and_who_keeps_another_keeps_them(
    cast: Cast, appreo: AgreementVersion
) -> None:
    player, held = of_success(cast, appreo)
    with cast.manager.at_work():
        second = Authority.objects.create(
            tenant_id=cast.provider.id, person=player.person, role=roles.SERVICE_MANAGER, starts_at=at(SIGNED)
        )
        first = Authority.objects.get(person=player.person, role=roles.SUCCESS)
        withdraw_authority(first, by=cast.manager.actor, at=at(NOW))
    assert jobs_for(player.person.id) == 1
    job(player.person.id)
    assert {one.ours for one in steps(cast, held)} == {player.person.id}
    with cast.manager.at_work():
        withdraw_authority(second, by=cast.manager.actor, at=at(NOW))
    job(player.person.id)
    assert {one.ours for one in steps(cast, held)} == {None}


def test_who_came_back_before_it_ran_keeps_all(cast: Cast, appreo: AgreementVersion) -> None:
    player, held = of_success(cast, appreo)
    with cast.manager.at_work():
        person_left(player.person, by=cast.manager.actor, at=at("2026-02-02 10:00"))
        Person.objects.filter(id=player.person.id).update(active=True, left_at=None)
        Authority.objects.create(
            tenant_id=cast.provider.id, person=player.person, role=roles.SUCCESS, starts_at=at("2026-02-02 11:00")
        )
    job(player.person.id)
    assert {one.ours for one in steps(cast, held)} == {player.person.id}
