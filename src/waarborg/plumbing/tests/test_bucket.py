"""Files in an S3-compatible store: the same answers as a folder gives, over the real client."""

import io
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from waarborg.plumbing import erasure, files, tenancy
from waarborg.plumbing.actors import SYSTEM, Actor
from waarborg.plumbing.erasure.ledger import write_down, written
from waarborg.plumbing.files import StoreAway
from waarborg.plumbing.files.sweep import sweep
from waarborg.plumbing.identifiers import uuid7
from waarborg.plumbing.models import StoredFile, Tenant
from waarborg.plumbing.tenancy import Role
from waarborg.plumbing.tests.conftest import NOW
from waarborg.plumbing.tests.pixels import PNG
from waarborg.plumbing.tests.s3_server import Shelf, shelf


@pytest.fixture
def bucket(settings: Any) -> Iterator[Shelf]:
    with shelf() as server:
        settings.FILE_STORE = server.url
        yield server


def keep(tenant: Tenant, by: Actor = SYSTEM) -> StoredFile:
    with tenancy.enter(Role.CUSTOMER, tenant.id):
        return files.store(io.BytesIO(PNG), name="a.png", tenant=tenant.id, by=by, at=NOW, purpose="test")


def test_a_file_is_put_under_its_hash_and_read_again(merendaal: Tenant, bucket: Shelf) -> None:
    file = keep(merendaal)
    assert list(bucket.objects) == [f"/bucket/prefix/{merendaal.id}/{file.sha256[:2]}/{file.sha256}"]
    with files.open_file(file) as content:
        assert content.read() == PNG


def test_a_store_that_is_away_is_a_refusal_and_leaves_no_row(merendaal: Tenant, bucket: Shelf) -> None:
    bucket.broken = True
    with pytest.raises(StoreAway):
        keep(merendaal)
    with tenancy.enter(Role.DESK):
        assert StoredFile.objects.count() == 0
    assert bucket.objects == {}


def test_a_file_the_store_lost_is_not_found(merendaal: Tenant, bucket: Shelf) -> None:
    file = keep(merendaal)
    bucket.objects.clear()
    with pytest.raises(FileNotFoundError):
        files.open_file(file)


def test_the_sweep_removes_what_no_row_refers_to(merendaal: Tenant, hazelvoort: Tenant, bucket: Shelf) -> None:
    kept, left = keep(merendaal), keep(hazelvoort)
    with tenancy.enter(Role.DESK):
        StoredFile.objects.filter(id=left.id).delete()
    sweep()
    assert [key.rpartition("/")[2] for key in bucket.objects] == [kept.sha256]
    assert str(merendaal.id) in next(iter(bucket.objects))


def test_the_sweep_leaves_what_came_within_a_day_and_what_it_does_not_know(merendaal: Tenant, bucket: Shelf) -> None:
    keep(merendaal)
    with tenancy.enter(Role.DESK):
        StoredFile.objects.all().delete()
    bucket.objects[f"/bucket/prefix/{uuid7()}/ab/{'ab' * 32}"] = b"of another installation"
    bucket.put = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
    sweep()
    assert len(bucket.objects) == 2
    bucket.put = (datetime.now(UTC) - timedelta(days=1, minutes=1)).strftime("%Y-%m-%dT%H:%M:%S.000Z")
    sweep()
    assert list(bucket.objects.values()) == [b"of another installation"]


def test_a_sweep_that_meets_a_store_that_is_away_removes_no_row_that_holds(merendaal: Tenant, bucket: Shelf) -> None:
    keep(merendaal)
    bucket.broken = True
    with pytest.raises(StoreAway):
        sweep()
    bucket.broken = False
    assert len(bucket.objects) == 1
    with tenancy.enter(Role.DESK):
        assert StoredFile.objects.count() == 1


def test_the_ledger_of_erasures_lies_there_too(merendaal: Tenant, bucket: Shelf) -> None:
    one = uuid7()
    write_down(erasure=str(one), tenant=str(merendaal.id), at=NOW.isoformat())
    assert written() == [(one, merendaal.id, NOW)]
    assert erasure.replay(at=NOW) == [merendaal.id]
