"""Downloads: for those who may see the file, as an attachment, and noted where staff take it."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.http import FileResponse
from django.test import RequestFactory
from django.urls import reverse

from waarborg.plumbing import files, tenancy
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.files.views import download
from waarborg.plumbing.identifiers import uuid7
from waarborg.plumbing.models import AccessRead, StoredFile, Tenant
from waarborg.plumbing.permissions import NotFound
from waarborg.plumbing.tenancy import Role
from waarborg.plumbing.tests.conftest import NOW

pytestmark = pytest.mark.urls("waarborg.plumbing.urls")

CSV = b"=cmd|' /C calc'!A0;1\r\n"


@pytest.fixture
def file(merendaal: Tenant, contact: Actor, settings: Any, tmp_path: Path) -> StoredFile:
    settings.FILE_STORE = f"file://{tmp_path}/files"
    with tenancy.enter(Role.CUSTOMER, merendaal.id):
        return files.store(
            io.BytesIO(CSV), name='éé"n.csv', tenant=merendaal.id, by=contact, at=NOW, purpose="test.attachment"
        )


@pytest.fixture
def specimen() -> Actor:
    return Actor(
        kind="staff", tenant=uuid7(), person=uuid7(), name="R. Specimen", roles=frozenset({"provider.support"})
    )


def get(file: StoredFile, by: Actor | None, role: Role, tenant: Tenant | None = None) -> FileResponse:
    request = RequestFactory().get(reverse("files:download", args=[file.id]))
    request.actor = by  # type: ignore[attr-defined]
    with tenancy.enter(role, tenant.id if tenant else None):
        return download(request, file.id)


def reads() -> list[tuple[Any, ...]]:
    with tenancy.enter(Role.DESK):
        return list(AccessRead.objects.values_list("tenant_id", "person_name", "what_kind", "what_id", "why"))


def test_a_contact_gets_the_bytes_as_an_attachment(file: StoredFile, contact: Actor, merendaal: Tenant) -> None:
    response = get(file, contact, Role.CUSTOMER, merendaal)
    assert b"".join(response.streaming_content) == CSV  # type: ignore[arg-type]
    assert response.headers["Content-Disposition"] == "attachment; filename*=utf-8''%C3%A9%C3%A9_n.csv"
    assert response.headers["Content-Type"] == "text/csv"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response.headers["Content-Length"] == str(len(CSV))
    assert reads() == []


def test_staff_get_it_and_the_customer_can_read_that_they_did(file: StoredFile, specimen: Actor) -> None:
    assert b"".join(get(file, specimen, Role.DESK).streaming_content) == CSV  # type: ignore[arg-type]
    assert reads() == [(file.tenant_id, "R. Specimen", "plumbing.file", file.id, "éé_n.csv")]


def test_another_customer_gets_404(file: StoredFile, contact: Actor, hazelvoort: Tenant) -> None:
    with pytest.raises(NotFound):
        get(file, contact, Role.CUSTOMER, hazelvoort)


def test_a_visitor_gets_404(file: StoredFile) -> None:
    with pytest.raises(NotFound):
        get(file, None, Role.PUBLIC)


def test_a_file_that_the_store_lost_is_404(
    file: StoredFile, contact: Actor, merendaal: Tenant, settings: Any, tmp_path: Path
) -> None:
    settings.FILE_STORE = f"file://{tmp_path}/elsewhere"
    with pytest.raises(NotFound):
        get(file, contact, Role.CUSTOMER, merendaal)
