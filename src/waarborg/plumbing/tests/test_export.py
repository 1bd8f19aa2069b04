"""Export: everything of one customer and nothing of another, exact, countable, and safe to open in a spreadsheet."""

import csv
import hashlib
import io
import json
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import RequestFactory

from waarborg.plumbing import export, files, tenancy
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.data_catalogue import exported
from waarborg.plumbing.export import views
from waarborg.plumbing.export.make import make, remove_old
from waarborg.plumbing.export.tables import table
from waarborg.plumbing.export.workbook import write_workbook
from waarborg.plumbing.identifiers import uuid7
from waarborg.plumbing.models import ContentGrant, ExportArchive, JournalEntry, OutboxMail, Tenant
from waarborg.plumbing.permissions import NotAllowed, NotFound
from waarborg.plumbing.tenancy import Role
from waarborg.plumbing.tests.conftest import NOW, make_tenant
from waarborg.plumbing.tests.pixels import PNG

pytestmark = pytest.mark.urls("waarborg.plumbing.urls")
NASTY = '=1+1 <b> & "q"; é\n\ttab \\n \x01 end'
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
VALUES = (f"{SHEET}t", f"{SHEET}v")


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.FILE_STORE = f"file://{tmp_path}/files"
    return tmp_path / "files"


def mail_to(tenant: Tenant, subject: str = NASTY) -> OutboxMail:
    with tenancy.enter(Role.DESK):
        return OutboxMail.objects.create(
            tenant_id=tenant.id, to_address="r@example.nl", language="nl", template="t", subject=subject, body="b",
            written=NOW, due=NOW,
        )  # fmt: skip


def archive_of(tenant: Tenant) -> tuple[zipfile.ZipFile, dict[str, Any], export.Summary]:
    out = io.BytesIO()
    summary = export.write_archive(tenant.id, out, at=NOW)
    opened = zipfile.ZipFile(out)
    assert opened.testzip() is None
    return opened, json.loads(opened.read("manifest.json")), summary


def lines(archive: zipfile.ZipFile, name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in archive.read(f"json/{name}.jsonl").decode().splitlines()]


def cells(workbook: bytes, sheet: int) -> list[list[str | None]]:
    with zipfile.ZipFile(io.BytesIO(workbook)) as book:
        root = ElementTree.fromstring(book.read(f"xl/worksheets/sheet{sheet}.xml"))
    return [
        [next((part.text or "" for part in cell.iter() if part.tag in VALUES), None) for cell in row]
        for row in root.iter(f"{SHEET}row")
    ]


def test_every_declared_table_is_there_and_counted(merendaal: Tenant) -> None:
    mail_to(merendaal)
    _archive, manifest, summary = archive_of(merendaal)
    assert [of["table"] for of in manifest["tables"]] == [entry.table for entry in exported()]
    filled = {of["table"]: of["rows"] for of in manifest["tables"] if of["rows"]}
    assert filled == {"outbox_mail": 1, "plumbing_tenant": 1}
    assert (summary.rows, summary.tables) == (2, len(exported()))
    assert manifest["made_at"] == "2026-04-07T09:42:00.000000Z"


def test_hashes_and_sizes_in_the_manifest_are_those_of_the_entries(merendaal: Tenant, contact: Actor) -> None:
    keep_file(merendaal, contact)
    archive, manifest, _summary = archive_of(merendaal)
    entries = [of[kind] for of in manifest["tables"] for kind in ("json", "csv")]
    for entry in [*entries, manifest["workbook"], *manifest["files"]]:
        content = archive.read(entry["path"])
        assert (len(content), hashlib.sha256(content).hexdigest()) == (entry["bytes"], entry["sha256"])
    named = {entry["path"] for entry in [*entries, manifest["workbook"], *manifest["files"]]}
    assert set(archive.namelist()) == named | {"README.txt", "manifest.json"}


def test_json_lines_hold_exactly_what_was_kept(merendaal: Tenant) -> None:
    mail = mail_to(merendaal)
    archive, _manifest, _summary = archive_of(merendaal)
    (row,) = lines(archive, "outbox_mail")
    assert (row["id"], row["subject"], row["written"], row["sent"]) == (
        str(mail.id),
        NASTY,
        "2026-04-07T09:42:00+00:00",
        None,
    )


def test_no_mail_gives_its_links_away(merendaal: Tenant) -> None:
    """Who may export must not walk in by the link that was mailed to a colleague to set a password with."""
    mail = mail_to(merendaal)
    with tenancy.enter(Role.DESK):
        OutboxMail.objects.filter(id=mail.id).update(body="https://desk.example.nl/accounts/password/new/s3cr3t/")
    archive, _manifest, _summary = archive_of(merendaal)
    assert all(b"s3cr3t" not in archive.read(name) for name in archive.namelist())
    book = next(name for name in archive.namelist() if name.endswith(".xlsx"))
    with zipfile.ZipFile(io.BytesIO(archive.read(book))) as inside:
        assert all(b"s3cr3t" not in inside.read(name) for name in inside.namelist())


def test_csv_runs_no_formula(merendaal: Tenant) -> None:
    mail_to(merendaal)
    archive, _manifest, _summary = archive_of(merendaal)
    (row,) = csv.DictReader(io.StringIO(archive.read("csv/outbox_mail.csv").decode(), newline=""))
    assert row["subject"] == "'" + NASTY


def test_the_workbook_holds_texts_and_no_formula(merendaal: Tenant) -> None:
    mail_to(merendaal)
    archive, manifest, _summary = archive_of(merendaal)
    number = [of["table"] for of in manifest["tables"]].index("outbox_mail") + 1
    workbook = archive.read("data.xlsx")
    head, row = cells(workbook, number)
    assert dict(zip(head, row, strict=True))["subject"] == NASTY.replace("\x01", "\N{REPLACEMENT CHARACTER}")
    with zipfile.ZipFile(io.BytesIO(workbook)) as book:
        assert not [name for name in book.namelist() if b"<f>" in book.read(name)]


def test_a_table_longer_than_a_sheet_goes_on_in_the_next(merendaal: Tenant) -> None:
    for number in range(5):
        mail_to(merendaal, str(number))
    entry = next(entry for entry in exported() if entry.table == "outbox_mail")
    out = io.BytesIO()
    with tenancy.enter(Role.CUSTOMER, merendaal.id):
        write_workbook([table(entry, merendaal.id)], out, most_rows=3)
    subjects = [[row[4] for row in cells(out.getvalue(), sheet)] for sheet in (1, 2, 3)]
    assert subjects == [["subject", "0", "1"], ["subject", "2", "3"], ["subject", "4"]]
    with zipfile.ZipFile(out) as book:
        names = book.read("xl/workbook.xml").decode()
    assert all(f'name="{name}"' in names for name in ("outbox_mail", "outbox_mail (2)", "outbox_mail (3)"))


def test_nothing_of_another_customer_is_in_it(merendaal: Tenant, hazelvoort: Tenant, contact: Actor) -> None:
    mail_to(hazelvoort, "SECRET")
    keep_file(hazelvoort, contact)
    archive, manifest, summary = archive_of(merendaal)
    assert manifest["files"] == []
    assert not [name for name in archive.namelist() if b"SECRET" in archive.read(name)]
    assert summary.rows == 1


def keep_file(tenant: Tenant, by: Actor) -> Any:
    with tenancy.enter(Role.CUSTOMER, tenant.id):
        return files.store(io.BytesIO(PNG), name="scherm.png", tenant=tenant.id, by=by, at=NOW, purpose="support")


def test_files_go_along(merendaal: Tenant, contact: Actor) -> None:
    file = keep_file(merendaal, contact)
    archive, _manifest, summary = archive_of(merendaal)
    assert archive.read(f"files/{file.id}/scherm.png") == PNG
    assert (summary.files, summary.missing) == (1, 0)


def test_a_file_whose_bytes_were_lost_is_named_and_stops_nothing(
    merendaal: Tenant, contact: Actor, settings: Any, tmp_path: Path
) -> None:
    file = keep_file(merendaal, contact)
    settings.FILE_STORE = f"file://{tmp_path}/elsewhere"
    _archive, manifest, summary = archive_of(merendaal)
    assert manifest["files"] == [{"path": f"files/{file.id}/scherm.png", "missing": True, "sha256": file.sha256}]
    assert summary.missing == 1


def test_tables_without_a_tenant_are_contributed(merendaal: Tenant) -> None:
    out = io.BytesIO()
    rows = {"accounts": lambda tenant: [{"email": "r@example.nl", "since": NOW}]}
    summary = export.write_archive(merendaal.id, out, at=NOW, contributed=rows)
    assert lines(zipfile.ZipFile(out), "accounts") == [{"email": "r@example.nl", "since": "2026-04-07 09:42:00+00:00"}]
    assert summary.rows == 2


def test_a_tenant_that_does_not_exist_is_refused(db: None) -> None:
    with pytest.raises(NotFound):
        export.write_archive(uuid7(), io.BytesIO(), at=NOW)


def test_the_archive_is_of_one_moment(committed: None) -> None:
    """A row that another connection commits while the archive is being written stays out of all of it."""
    merendaal = make_tenant()
    mail_to(merendaal, "before")
    out = _Nudged(lambda: elsewhere(merendaal))
    export.write_archive(merendaal.id, out, at=NOW)
    with tenancy.enter(Role.DESK):
        assert OutboxMail.objects.count() == 2
    archive = zipfile.ZipFile(io.BytesIO(out.getvalue()))
    assert [row["subject"] for row in lines(archive, "outbox_mail")] == ["before"]
    assert b"after" not in archive.read("csv/outbox_mail.csv")


class _Nudged(io.BytesIO):
    """Does something else at its first write."""

    def __init__(self, nudge: Any) -> None:
        super().__init__()
        self.nudge = nudge

    def write(self, content: Any) -> int:
        nudge, self.nudge = self.nudge, None
        if nudge:
            nudge()
        return super().write(content)


def elsewhere(tenant: Tenant) -> None:
    import threading

    def write() -> None:
        mail_to(tenant, "after")
        connection.close()

    other = threading.Thread(target=write)
    other.start()
    other.join()


def test_an_export_is_kept_as_content_and_handed_to_its_customer_only(
    merendaal: Tenant, hazelvoort: Tenant, contact: Actor
) -> None:
    made = export.export_customer(merendaal.id, at=NOW)
    officer = Actor("staff", person=uuid7(), name="K. Voorbeeld", roles=frozenset({"provider.privacy-officer"}))
    assert fetched(made, contact, Role.CUSTOMER, merendaal)
    others = ((contact, Role.CUSTOMER, hazelvoort), (officer, Role.DESK, None), (None, Role.PUBLIC, None))
    for by, role, tenant in others:
        with pytest.raises(NotFound):
            fetched(made, by, role, tenant)
    grant(merendaal)
    assert fetched(made, officer, Role.DESK, None)


def fetched(made: ExportArchive, by: Actor | None, role: Role, tenant: Tenant | None) -> bytes:
    request = RequestFactory().get("/")
    request.actor = by  # type: ignore[attr-defined]
    with tenancy.enter(role, tenant.id if tenant else None):
        return b"".join(views.download(request, made.id).streaming_content)  # type: ignore[arg-type]


def grant(tenant: Tenant) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT now() - interval '1 hour', now() + interval '1 hour'")
        starts, ends = cursor.fetchone()
    with tenancy.enter(Role.CUSTOMER, tenant.id):
        ContentGrant.objects.create(
            tenant_id=tenant.id, purpose="x", granted_by=uuid7(), starts_at=starts, ends_at=ends
        )


def test_an_owner_asks_and_a_job_makes_it_once(merendaal: Tenant, contact: Actor) -> None:
    with tenancy.enter(Role.CUSTOMER, merendaal.id):
        identifier = export.request_export(merendaal.id, by=contact, at=NOW)
    with connection.cursor() as cursor:
        cursor.execute("SELECT args FROM procrastinate_jobs WHERE task_name = 'plumbing.export.make'")
        arguments = json.loads(cursor.fetchone()[0])
    for _ in range(2):
        make(**arguments)
    with tenancy.enter(Role.CUSTOMER, merendaal.id):
        (made,) = ExportArchive.objects.all()
        assert (made.id, made.made_by, made.name) == (identifier, contact.person, f"export-{made.made:%Y-%m-%d}.zip")
        kinds = list(JournalEntry.objects.order_by("sequence").values_list("kind", flat=True))
    assert kinds == ["plumbing.export:requested", "plumbing.export:made"]


def test_an_ordinary_user_may_not_ask(merendaal: Tenant) -> None:
    user = Actor("contact", merendaal.id, uuid7(), roles=frozenset({"customer.user"}))
    with pytest.raises(NotAllowed), tenancy.enter(Role.CUSTOMER, merendaal.id):
        export.request_export(merendaal.id, by=user, at=NOW)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs")
        assert cursor.fetchone() == (0,)


def test_an_export_goes_after_thirty_days(merendaal: Tenant) -> None:
    made = export.export_customer(merendaal.id, at=NOW)
    for at, left in ((made.ends, 1), (made.ends.replace(hour=23), 0)):
        remove_old(at=at.isoformat())
        with tenancy.enter(Role.CUSTOMER, merendaal.id):
            assert ExportArchive.objects.count() == left
