"""Access of support as both sides see it: asked at the desk, answered and watched in the portal, used at the desk."""

import io
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from waarborg.access.actions import support_grants as grants
from waarborg.access.models import SupportRequest
from waarborg.customers.tests.cast import NOW, Cast, Player
from waarborg.plumbing import clock, files
from waarborg.plumbing.identifiers import uuid7
from waarborg.plumbing.models import ContentGrant, JournalEntry, StoredFile

SignedIn = Callable[[Player], Client]


@pytest.fixture
def sealed(cast: Cast, settings: Any, tmp_path: Path) -> StoredFile:
    settings.FILE_STORE = f"file://{tmp_path}/files"
    with cast.owner.at_work():
        return files.store(
            io.BytesIO(b"naam;geboren\nG. Model;1940"), name="clienten.csv", tenant=cast.merendaal.id,
            by=cast.owner.actor, at=NOW, purpose="test", sealed=True,
        )  # fmt: skip


def asked(cast: Cast, client: Client) -> SupportRequest:
    there = f"/desk/customers/{cast.merendaal.id}/"
    answer = client.post(f"{there}content/ask/", {"purpose": "Zien welke regel de import stopt", "hours": "2"})
    assert answer.headers["Location"] == there
    with cast.owner.at_work():
        return SupportRequest.objects.get()


def test_two_hours_asked_granted_used_seen_and_ended(cast: Cast, signed_in: SignedIn, sealed: StoredFile) -> None:
    agent, owner = signed_in(cast.agent), signed_in(cast.owner)
    content = f"/desk/customers/{cast.merendaal.id}/content/"
    assert agent.get(content).status_code == 403
    assert agent.get(f"/files/{sealed.id}/").status_code == 403

    request = asked(cast, agent)
    page = owner.get("/portal/support-access/").content.decode()
    assert "Zien welke regel de import stopt" in page and "Alleen R. Specimen" in page
    assert "Support vraagt om toegang" in owner.get("/portal/").content.decode()
    owner.post(f"/portal/support-access/asked/{request.id}/", {"answer": "grant", "whom": "one"})

    shown = agent.get(content)
    assert shown.headers["Cache-Control"] == "no-store"
    assert "clienten.csv" in shown.content.decode() and "Zien welke regel" in shown.content.decode()
    customer = agent.get(f"/desk/customers/{cast.merendaal.id}/").content.decode()
    assert "De klant ziet alles wat u opent." in customer
    download = agent.get(f"/files/{sealed.id}/")
    assert b"".join(download.streaming_content).startswith(b"naam;geboren")
    assert signed_in(cast.manager).get(content).status_code == 403

    page = owner.get("/portal/support-access/").content.decode()
    assert page.count("Heeft uw gegevens bekeken") == 3
    assert "R. Specimen" in page and "clienten.csv" in page
    with cast.owner.at_work():
        grant = ContentGrant.objects.get()
        assert grant.ends_at - grant.starts_at == timedelta(hours=2)
    owner.post(f"/portal/support-access/{grant.id}/end/")
    assert agent.get(content).status_code == 403
    assert agent.get(f"/files/{sealed.id}/").status_code == 403
    after = owner.get(f"/portal/support-access/{grant.id}/").content.decode()
    assert "door u beëindigd" in after and "clienten.csv" in after


def test_a_customer_gives_access_unasked_for_named_data_until_a_moment(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in(cast.administrator)
    given = {"purpose": "Jaarafsluiting", "hours": "8", "tables": ["file_sealed"]}
    assert client.post("/portal/support-access/", {**given, "until": "2020-01-01T10:00"}).status_code == 422
    assert client.post("/portal/support-access/", {**given, "purpose": ""}).status_code == 422
    with cast.owner.at_work():
        assert not ContentGrant.objects.exists()
    assert client.post("/portal/support-access/", given).status_code == 302
    with cast.owner.at_work():
        assert (ContentGrant.objects.get().tables, ContentGrant.objects.get().person) == (["file_sealed"], None)
    assert "Bestanden die u verzegeld stuurde" in client.get("/portal/support-access/").content.decode()


def test_a_contact_without_the_role_sees_no_grants_and_ends_none(cast: Cast, signed_in: SignedIn) -> None:
    with cast.owner.at_work():
        grant = grants.give(
            cast.merendaal.id, purpose="x", lasts=timedelta(hours=1), by=cast.owner.actor, at=clock.now()
        )
    for player in (cast.support_contact, cast.stranger):
        client = signed_in(player)
        assert client.post(f"/portal/support-access/{grant.id}/end/").status_code in (403, 404)
        assert client.get(f"/portal/support-access/{grant.id}/").status_code in (403, 404)
    with cast.owner.at_work():
        assert ContentGrant.objects.get().revoked_at is None
        assert not JournalEntry.objects.filter(kind="access.support-grant.ended").exists()


def test_asking_for_what_is_not_there_is_not_found(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in(cast.agent)
    assert client.post(f"/desk/customers/{uuid7()}/content/ask/", {"purpose": "x", "hours": "2"}).status_code == 404
