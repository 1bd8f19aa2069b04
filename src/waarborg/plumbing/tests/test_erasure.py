"""Erasure: what must go goes, what stays is accounted for, the chain verifies, a restore forgets nothing."""

import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections

from waarborg.plumbing import data_catalogue, erasure, export, files, journal, tenancy
from waarborg.plumbing.actors import SYSTEM, Actor
from waarborg.plumbing.data_catalogue import Hold
from waarborg.plumbing.erasure.ledger import write_down, written
from waarborg.plumbing.files.sweep import remove
from waarborg.plumbing.identifiers import uuid7
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.models import (
    ErasureEntry,
    ExportArchive,
    JournalData,
    JournalEntry,
    OutboxMail,
    StoredFile,
    Tenant,
)  # fmt: skip
from waarborg.plumbing.permissions import NotAllowed, NotFound
from waarborg.plumbing.tenancy import Role
from waarborg.plumbing.tests.conftest import NOW, make_tenant
from waarborg.plumbing.tests.pixels import PNG

OFFICER = Actor("staff", uuid7(), uuid7(), "K. Voorbeeld", frozenset({"provider.privacy-officer"}))


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.FILE_STORE = f"file://{tmp_path}/files"
    return tmp_path / "files"


def fill(tenant: Tenant, **file: Any) -> StoredFile:
    """A journal entry with data, a mail, a file and an export."""
    with tenancy.enter(Role.DESK):
        journal.record(
            "test.noted", tenant=tenant.id, subject=Ref("test", uuid7()), by=SYSTEM, at=NOW, data={"who": "R. Specimen"}
        )
        OutboxMail.objects.create(
            tenant_id=tenant.id, to_address="r@example.nl", language="nl", template="t", subject="s", body="b",
            written=NOW, due=NOW,
        )  # fmt: skip
        kept = files.store(io.BytesIO(PNG), name="a.png", tenant=tenant.id, by=SYSTEM, at=NOW, purpose="test", **file)
    export.export_customer(tenant.id, at=NOW)
    return kept


def erase(tenant: Tenant, *, by: Actor = OFFICER, **more: Any) -> ErasureEntry:
    with tenancy.enter(Role.DESK):
        return erasure.erase_customer(tenant.id, by=by, at=NOW, reason="request 12", **more)


def counts(tenant: Tenant) -> dict[str, int]:
    found = {}
    for role, model in (
        (Role.DESK, JournalEntry), (Role.DESK, JournalData), (Role.DESK, OutboxMail), (Role.DESK, StoredFile),
        (Role.CUSTOMER, ExportArchive),
    ):  # fmt: skip
        with tenancy.enter(role, tenant.id):
            found[model.__name__] = model.objects.filter(tenant_id=tenant.id).count()
    return found


def run_jobs() -> None:
    """The jobs that the erasure handed over, by hand."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name, args FROM procrastinate_jobs ORDER BY id")
        for name, arguments in cursor.fetchall():
            {"plumbing.files.remove": remove, "plumbing.erasure.write-down": write_down}[name](**json.loads(arguments))


def test_what_is_declared_to_go_is_gone_and_the_chain_verifies(merendaal: Tenant) -> None:
    fill(merendaal)
    assert counts(merendaal) == {
        "JournalEntry": 2, "JournalData": 2, "OutboxMail": 1, "StoredFile": 1, "ExportArchive": 1,
    }  # fmt: skip
    entry = erase(merendaal)
    assert entry.removed == {"export_archive": 1, "file_stored": 1, "journal_data": 2, "outbox_mail": 1}
    # The erasure itself is one entry, with data that names nobody.
    assert counts(merendaal) == {
        "JournalEntry": 3, "JournalData": 1, "OutboxMail": 0, "StoredFile": 0, "ExportArchive": 0,
    }  # fmt: skip
    with tenancy.enter(Role.DESK):
        report = journal.verify(merendaal.id)
    assert (report.sound, report.entries, report.erased) == (True, 3, 2)


def test_what_stays_is_told_with_its_reason(merendaal: Tenant) -> None:
    fill(merendaal)
    kept = {one["table"]: one for one in erase(merendaal).kept}
    assert set(kept) == {"journal_entry", "journal_head", "plumbing_tenant"}
    assert kept["journal_entry"] == {
        "table": "journal_entry",
        "rows": 2,
        "why": "as long as the customer, then seven years",
        "until": None,
    }


def test_what_a_law_holds_is_told_until_when(merendaal: Tenant, monkeypatch: pytest.MonkeyPatch) -> None:
    declared = data_catalogue.of(Tenant)
    data_catalogue.declare(
        Tenant, row_class="service", retention="-", tenant_key="id", held=Hold(7, "Algemene wet rijksbelastingen, 52")
    )
    try:
        kept = {one["table"]: one for one in erase(merendaal).kept}
    finally:
        data_catalogue._entries[Tenant] = declared
    assert kept["plumbing_tenant"]["why"] == "Algemene wet rijksbelastingen, 52"
    assert kept["plumbing_tenant"]["until"] == "2033-04-07"


def test_a_file_with_a_date_of_its_own_stays_until_that_day(merendaal: Tenant, folder: Path) -> None:
    file = fill(merendaal, keep_until=date(2033, 1, 1))
    kept = {one["table"]: one["rows"] for one in erase(merendaal).kept}
    run_jobs()
    assert kept["file_stored"] == 1
    with tenancy.enter(Role.DESK), files.open_file(file) as content:
        assert content.read() == PNG


def test_the_bytes_of_files_and_exports_go_too(merendaal: Tenant, hazelvoort: Tenant, folder: Path) -> None:
    fill(merendaal)
    fill(hazelvoort)
    erase(merendaal)
    run_jobs()
    stored = [path.relative_to(folder).parts[0] for path in folder.glob("*/*/*") if path.is_file()]
    assert stored == [str(hazelvoort.id)] * 2


def test_another_customer_keeps_everything(merendaal: Tenant, hazelvoort: Tenant) -> None:
    fill(merendaal)
    fill(hazelvoort)
    before = counts(hazelvoort)
    erase(merendaal)
    assert counts(hazelvoort) == before


def test_rows_without_a_tenant_are_erased_by_their_package(merendaal: Tenant) -> None:
    erasure.contribute("test_accounts", lambda tenant: 3 if tenant == merendaal.id else 0)
    try:
        assert erase(merendaal).removed["test_accounts"] == 3
    finally:
        erasure.erase._contributed.pop("test_accounts")


def test_the_provider_cannot_be_erased(db: None) -> None:
    with pytest.raises(erasure.ProviderStays):
        erase(make_tenant(is_provider=True))


def test_a_customer_that_does_not_exist_is_404(db: None) -> None:
    with pytest.raises(NotFound):
        erase(Tenant(id=uuid7()))


def test_without_the_role_nothing_is_erased(merendaal: Tenant) -> None:
    fill(merendaal)
    before = counts(merendaal)
    with pytest.raises(NotAllowed):
        erase(merendaal, by=Actor("staff", uuid7(), uuid7(), roles=frozenset({"provider.support"})))
    assert counts(merendaal) == before
    with tenancy.enter(Role.DESK):
        assert ErasureEntry.objects.count() == 0


def test_a_restored_back_up_is_erased_again_and_once(committed: None) -> None:
    merendaal = make_tenant()
    entry = erase(merendaal)
    run_jobs()
    assert written() == [(entry.id, merendaal.id, NOW)]
    assert erasure.replay(at=NOW) == []
    put_back_an_older_back_up()
    fill(merendaal)
    assert erasure.replay(at=NOW) == [merendaal.id]
    assert counts(merendaal)["OutboxMail"] == 0
    with tenancy.enter(Role.DESK):
        assert ErasureEntry.objects.get().id == entry.id
    assert erasure.replay(at=NOW) == []


def put_back_an_older_back_up() -> None:
    """As far as the ledger goes. Only the owner can: no role of the product removes a line from it."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("DELETE FROM erasure_ledger")


@pytest.mark.parametrize("entry", data_catalogue.of_customers(), ids=lambda entry: entry.table)
def test_every_table_can_be_erased_as_it_declares(db: None, entry: data_catalogue.Entry) -> None:
    """The role that erases has the privilege for it: a declaration alone erases nothing."""
    role = "waarborg_customer" if entry.row_class == "content" else "waarborg_desk"
    needed = {"delete": "DELETE", "anonymise": "UPDATE", "keep": "SELECT"}[entry.erasure]
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_table_privilege(%s, %s, %s)", [role, entry.table, needed])
        assert cursor.fetchone() == (True,)


def test_nothing_that_stays_refers_to_something_that_goes(db: None) -> None:
    how = {entry.table: entry.erasure for entry in data_catalogue.of_customers()}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conrelid::regclass::text, confrelid::regclass::text FROM pg_constraint"
            " WHERE contype = 'f' AND confdeltype = 'a'"
        )
        references = cursor.fetchall()
    wrong = [
        (table, target)
        for table, target in references
        if how.get(target) == "delete" and table in how and how[table] != "delete"
    ]
    assert wrong == []


def test_every_foreign_key_can_wait_for_the_end_of_an_erasure(db: None) -> None:
    tables = [entry.table for entry in data_catalogue.of_customers()]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conname FROM pg_constraint WHERE contype = 'f' AND NOT condeferrable"
            " AND conrelid::regclass::text = ANY(%s) AND confrelid::regclass::text = ANY(%s)"
            " AND confrelid <> 'plumbing_tenant'::regclass",
            [tables, tables],
        )
        assert cursor.fetchall() == []


def test_every_model_is_declared() -> None:
    assert data_catalogue.undeclared() == []
