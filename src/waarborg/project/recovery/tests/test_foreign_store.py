"""Files and back-ups in a store that somebody else made, and that checks who we are: OpenStack Swift."""

import io
import os
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest
from pyrage import x25519

from waarborg.plumbing.files import NoRoom
from waarborg.plumbing.files.stores import BucketGone, Store, StoreRefuses, store_at
from waarborg.project.recovery.sealing import SUFFIX, unsealed
from waarborg.project.recovery.target import Target, TargetFull
from waarborg.project.recovery.tests.foreign_store import ForeignStore

pytestmark = [pytest.mark.processes, pytest.mark.xdist_group("recovery")]
# More than boto3 sends in one go: it goes in parts, which the store puts together.
LARGE = os.urandom(9_000_000)


def put(store: Store, key: str, content: bytes, folder: Path) -> None:
    path = folder / uuid4().hex
    path.write_bytes(content)
    store.put(key, path)


def read(store: Store, key: str) -> bytes:
    with store.open(key) as content:
        return content.read()


def test_files_come_back_as_they_were_and_are_listed_over_several_pages(foreign: ForeignStore, tmp_path: Path) -> None:
    store, tenant = store_at(foreign.url()), uuid4()
    keys = [f"{tenant}/{number:02x}/{number:064x}" for number in range(7)]
    for key in keys:
        put(store, key, key.encode(), tmp_path)
    put(store, keys[3], LARGE, tmp_path)
    assert (read(store, keys[2]), read(store, keys[3]) == LARGE) == (keys[2].encode(), True)
    listed = {one.key: one.size for one in store.stored() if one.key.startswith(str(tenant))}
    assert listed == {key: 9_000_000 if key == keys[3] else len(key) for key in keys}
    assert list(store.under(str(tenant))) == keys
    for key in (keys[0], keys[0]):
        store.remove(key)
    with pytest.raises(FileNotFoundError):
        store.open(keys[0])
    assert list(store.under(str(tenant))) == keys[1:]


TRIED: dict[str, Callable[[Store, Path], object]] = {
    "put": lambda store, folder: put(store, "a", b"x", folder),
    "open": lambda store, _: store.open("a"),
    "list": lambda store, _: list(store.under("a")),
    "remove": lambda store, _: store.remove("a"),
}


@pytest.mark.parametrize("act", TRIED)
def test_who_is_not_let_in_hears_so_and_not_that_the_store_is_away(
    foreign: ForeignStore, tmp_path: Path, act: str
) -> None:
    for wrong in (foreign.url(secret="fout"), foreign.url(key="niemand")):
        with pytest.raises(StoreRefuses) as refused:
            TRIED[act](store_at(wrong), tmp_path)
        assert refused.value.say("nl") == (
            "De bestandsopslag laat ons niet toe (SignatureDoesNotMatch). Er is niets opgeslagen."
        )


@pytest.mark.parametrize("act", TRIED)
def test_a_bucket_that_is_gone_is_named(foreign: ForeignStore, tmp_path: Path, act: str) -> None:
    with pytest.raises(BucketGone) as refused:
        TRIED[act](store_at(foreign.url("weggegooid")), tmp_path)
    assert "“weggegooid”" in refused.value.say("en")


def test_a_store_that_is_full_keeps_what_it_had_and_takes_nothing_by_halves(
    foreign: ForeignStore, tmp_path: Path
) -> None:
    store, key = store_at(foreign.url("full")), x25519.Identity.generate()
    target = Target(foreign.url("full"))
    target.put("base/first", io.BytesIO(b"klein"), key.to_public())
    with pytest.raises(NoRoom):
        put(store, "b", bytes(200_000), tmp_path)
    with pytest.raises(TargetFull):
        target.put("base/second", io.BytesIO(os.urandom(200_000)), key.to_public())
    assert target.names("base") == [f"first{SUFFIX}"]
    with target.open(f"base/first{SUFFIX}") as sealed, unsealed(sealed, key, name="base/first") as stream:
        assert stream.read() == b"klein"
