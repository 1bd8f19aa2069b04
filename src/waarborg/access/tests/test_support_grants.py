"""A customer opens its content to support for a while: what the database shows staff before, during and after."""

import io
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.postgres.functions import TransactionNow
from django.db.models import F

from waarborg.access.actions import support_grants as grants
from waarborg.access.models import SupportRequest
from waarborg.access.queries.support_grants import live_for
from waarborg.access.reactions import end_support_grants
from waarborg.access.rules.support_grants import until
from waarborg.customers.actions.grant_authority import NotSigned
from waarborg.customers.models import Person
from waarborg.customers.tests.cast import NOW, Cast, Player, make_player
from waarborg.plumbing import export, files, tenancy
from waarborg.plumbing.files.store import Sealed
from waarborg.plumbing.identifiers import uuid7
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.models import ContentGrant, ExportArchive, JournalEntry, OutboxMail, SealedFile, StoredFile
from waarborg.plumbing.permissions import NotAllowed, NotFound
from waarborg.plumbing.tenancy import Role

HOURS = timedelta(hours=2)
SECOND = timedelta(seconds=1)


@pytest.fixture(autouse=True)
def content(settings: Any, tmp_path: Path, request: Any) -> Iterator[None]:
    """An export and a sealed file of Merendaal: the content there is."""
    settings.FILE_STORE = f"file://{tmp_path}/files"
    if "cast" in request.fixturenames:
        owner = request.getfixturevalue("cast").owner
        with owner.at_work():
            ExportArchive.objects.create(
                tenant_id=owner.tenant, name="export.zip", size=1, sha256="0" * 64, rows=1, made=NOW, ends=NOW + HOURS
            )
            files.store(
                io.BytesIO(b"naam;geboren\nG. Model;1940"), name="clienten.csv", tenant=owner.tenant, by=owner.actor,
                at=NOW, purpose="test", sealed=True,
            )  # fmt: skip
    yield


def seen_by(player: Player) -> tuple[int, int]:
    """How many exports and sealed files the database shows this member of staff, of whatever customer."""
    with tenancy.enter(Role.DESK, player.tenant, person=player.person.id):
        return ExportArchive.objects.count(), SealedFile.objects.count()


def give(owner: Player, **how: Any) -> ContentGrant:
    given: dict[str, Any] = {"purpose": "Zoeken waarom de import stopt", "lasts": HOURS, **how}
    with owner.at_work():
        return grants.give(owner.tenant, **given, by=owner.actor, at=NOW)


def kinds(cast: Cast) -> list[tuple[str, str]]:
    with tenancy.enter(Role.DESK):
        rows = JournalEntry.objects.filter(tenant_id=cast.merendaal.id).order_by("sequence")
        return [(one.kind, one.actor_kind) for one in rows]


@pytest.mark.clause("PX-43")
def test_consent_until_a_wall_time_over_the_night_the_clock_goes_forward(cast: Cast) -> None:
    """Until 29 March 03:00, given at 01:00: one hour by the clock on the wall's own count. A second later: no rows."""
    at = datetime(2026, 3, 29, 0, 0, tzinfo=UTC)
    lasts = until(datetime(2026, 3, 29, 3, 0), "Europe/Amsterdam", at=at)
    assert lasts == timedelta(hours=1)
    grant = give(cast.owner, lasts=lasts)
    assert seen_by(cast.agent) == (1, 1)
    with cast.owner.at_work():
        held = ContentGrant.objects.filter(id=grant.id)
        held.update(starts_at=F("starts_at") - lasts + SECOND, ends_at=F("ends_at") - lasts + SECOND)
    assert seen_by(cast.agent) == (1, 1)
    with cast.owner.at_work():
        held.update(starts_at=F("starts_at") - 2 * SECOND, ends_at=F("ends_at") - 2 * SECOND)
    assert seen_by(cast.agent) == (0, 0)
    with cast.agent.at_work(), pytest.raises(grants.NoGrant):
        grants.open_content(cast.merendaal.id, by=cast.agent.actor, at=at)


@pytest.mark.clause("PX-43")
def test_revoked_the_very_next_statement_shows_no_row(cast: Cast) -> None:
    assert seen_by(cast.agent) == (0, 0)
    grant = give(cast.owner)
    assert seen_by(cast.agent) == (1, 1)
    with cast.owner.at_work():
        grants.end(grant, by=cast.owner.actor, at=NOW)
        grants.end(grant, by=cast.owner.actor, at=NOW)
    assert seen_by(cast.agent) == (0, 0)
    assert kinds(cast) == [("access.support-grant.given", "contact"), ("access.support-grant.ended", "contact")]


def test_a_grant_opens_what_it_names_to_whom_it_names(cast: Cast) -> None:
    colleague = make_player(cast.provider, "P. Placeholder", "p@example.nl", "provider.support")
    give(cast.owner, tables=["file_sealed"], person=cast.agent.person.id)
    assert seen_by(cast.agent) == (0, 1)
    assert seen_by(colleague) == (0, 0)
    with colleague.at_work(), pytest.raises(grants.NoGrant):
        grants.open_content(cast.merendaal.id, by=colleague.actor, at=NOW)


@pytest.mark.clause("SO-10")
def test_who_did_not_sign_confidentiality_is_given_no_access_to_a_customer(cast: Cast) -> None:
    give(cast.owner)
    with cast.manager.at_work():
        Person.objects.filter(id=cast.agent.person.id).update(confidentiality_signed_on=None)
    with cast.agent.at_work():
        with pytest.raises(NotSigned):
            grants.open_content(cast.merendaal.id, by=cast.agent.actor, at=NOW)
        signed = Person.objects.filter(id=cast.agent.person.id)
        signed.update(confidentiality_signed_on=NOW.date())
        grants.open_content(cast.merendaal.id, by=cast.agent.actor, at=NOW)
    assert [kind for kind, _ in kinds(cast)] == ["access.support-grant.given", "access.support-access.opened"]


def test_a_grant_opens_nothing_of_another_customer(cast: Cast) -> None:
    give(cast.stranger)
    assert seen_by(cast.agent) == (0, 0)


def test_staff_give_themselves_nothing(cast: Cast) -> None:
    with cast.manager.at_work(), pytest.raises(NotAllowed):
        grants.give(cast.merendaal.id, purpose="nieuwsgierig", lasts=HOURS, by=cast.manager.actor, at=NOW)
    with tenancy.enter(Role.DESK), pytest.raises(Exception, match="permission denied"):
        ContentGrant.objects.create(
            tenant_id=cast.merendaal.id, purpose="x", granted_by=uuid7(), starts_at=NOW, ends_at=NOW + HOURS
        )


@pytest.mark.parametrize("player", ["support_contact", "ordinary_user", "stranger"])
def test_who_does_not_decide_gives_nothing(cast: Cast, player: str) -> None:
    one: Player = getattr(cast, player)
    with one.at_work(), pytest.raises((NotAllowed, NotFound)):
        grants.give(cast.merendaal.id, purpose="x", lasts=HOURS, by=one.actor, at=NOW)
    assert seen_by(cast.agent) == (0, 0)


@pytest.mark.parametrize("lasts", [timedelta(0), timedelta(minutes=-1), timedelta(hours=72, seconds=1)])
def test_longer_than_the_installation_allows_is_refused(cast: Cast, lasts: timedelta) -> None:
    with pytest.raises(grants.TooLong):
        give(cast.owner, lasts=lasts)
    with cast.owner.at_work():
        assert not ContentGrant.objects.exists()


def test_a_sealed_file_tells_its_name_and_opens_by_a_grant_only(cast: Cast) -> None:
    def read() -> bytes:
        with tenancy.enter(Role.DESK, person=cast.agent.person.id):
            row = StoredFile.objects.get(tenant_id=cast.merendaal.id)
            assert (row.name, row.sha256) == ("clienten.csv", "")
            with files.open_file(row) as opened:
                return opened.read()

    with pytest.raises(Sealed):
        read()
    give(cast.owner)
    assert read().startswith(b"naam;geboren")


def test_a_sealed_file_goes_into_the_customers_export_and_its_bytes_go_with_its_row(cast: Cast) -> None:
    out = io.BytesIO()
    assert export.write_archive(cast.merendaal.id, out, at=NOW).missing == 0
    with zipfile.ZipFile(out) as archive:
        (name,) = (one for one in archive.namelist() if one.endswith("clienten.csv"))
        assert archive.read(name).startswith(b"naam;geboren")
    with tenancy.enter(Role.DESK):
        StoredFile.objects.filter(tenant_id=cast.merendaal.id).delete()
    with cast.owner.at_work():
        assert not SealedFile.objects.exists()


def test_asking_opens_nothing_mails_who_decide_and_is_answered_once(cast: Cast) -> None:
    ticket = Ref("support.ticket", uuid7())
    with cast.agent.at_work():
        asked = grants.ask(
            cast.merendaal.id, purpose="Import stopt", hours=2, about=ticket, label="M-2026-0412",
            by=cast.agent.actor, at=NOW,
        )  # fmt: skip
        with pytest.raises(grants.AskedAlready):
            grants.ask(cast.merendaal.id, purpose="Nog eens", hours=2, about=ticket, by=cast.agent.actor, at=NOW)
        assert sorted(OutboxMail.objects.values_list("to_address", flat=True)) == [
            "b.proef@example.org", "t.fictief@example.org",
        ]  # fmt: skip
        assert "/portal/support-access/" in OutboxMail.objects.first().body
    assert seen_by(cast.agent) == (0, 0)
    give(cast.owner, request=asked, person=cast.agent.person.id)
    assert seen_by(cast.agent) == (1, 1)
    with cast.owner.at_work():
        with pytest.raises(grants.Answered):
            grants.decline(asked, by=cast.owner.actor, at=NOW)
        row = SupportRequest.objects.get(id=asked.id)
        assert (row.state, row.answered_by) == ("granted", cast.owner.person.id)
        assert ContentGrant.objects.get().about_id == ticket.id


def test_declining_opens_nothing(cast: Cast) -> None:
    with cast.agent.at_work():
        asked = grants.ask(cast.merendaal.id, purpose="Import stopt", hours=2, by=cast.agent.actor, at=NOW)
    with cast.administrator.at_work():
        grants.decline(asked, by=cast.administrator.actor, at=NOW)
    assert seen_by(cast.agent) == (0, 0)
    assert [kind for kind, _ in kinds(cast)] == ["access.support-grant.asked", "access.support-grant.declined"]


def test_the_end_by_itself_is_journalled_once(cast: Cast) -> None:
    grant = give(cast.owner)
    with cast.owner.at_work():
        ContentGrant.objects.filter(id=grant.id).update(
            starts_at=TransactionNow() - HOURS, ends_at=TransactionNow() - SECOND
        )
    end_support_grants()
    end_support_grants()
    assert seen_by(cast.agent) == (0, 0)
    assert kinds(cast) == [("access.support-grant.given", "contact"), ("access.support-grant.ended", "system")]


def test_the_first_look_of_each_member_of_staff_is_journalled(cast: Cast) -> None:
    give(cast.owner)
    for player in (cast.agent, cast.agent, cast.manager):
        with tenancy.enter(Role.DESK, player.tenant, person=player.person.id):
            grants.open_content(cast.merendaal.id, by=player.actor, at=NOW)
            assert len(live_for(cast.merendaal.id, player.person.id)) == 1
    assert [kind for kind, _ in kinds(cast)] == ["access.support-grant.given", *["access.support-access.opened"] * 2]
