"""Sealed is sealed: the right key opens it, another one does not, and what is damaged says so."""

import io
import os
from pathlib import Path

import pytest
from pyrage import x25519

from waarborg.project.recovery.refusals import NoKey, NotAKey, Unusable
from waarborg.project.recovery.sealing import identity, key_file, seal, unsealed

TEXT = b"een klant, een melding, een klok\n" * 50_000


def sealed(key: x25519.Identity) -> bytes:
    out = io.BytesIO()
    size, _ = seal(io.BytesIO(TEXT), out, key.to_public())
    assert size == len(out.getvalue())
    return out.getvalue()


def opened(data: bytes, key: x25519.Identity) -> bytes:
    with unsealed(io.BytesIO(data), key, name="base/x") as stream:
        found: bytes = stream.read()
    return found


def test_what_was_sealed_comes_back_and_is_small() -> None:
    key = x25519.Identity.generate()
    data = sealed(key)
    assert len(data) < len(TEXT) // 100
    assert b"melding" not in data
    assert opened(data, key) == TEXT


def test_another_key_opens_nothing() -> None:
    with pytest.raises(Unusable) as refused:
        opened(sealed(x25519.Identity.generate()), x25519.Identity.generate())
    assert "base/x" in refused.value.say("nl")


@pytest.mark.parametrize("place", [10, 300, -1])
def test_one_byte_changed_is_noticed(place: int) -> None:
    key = x25519.Identity.generate()
    data = bytearray(sealed(key))
    data[place] ^= 1
    with pytest.raises(Unusable):
        opened(bytes(data), key)


def test_what_was_cut_off_is_noticed() -> None:
    key = x25519.Identity.generate()
    data = sealed(key)
    for length in (0, 100, len(data) - 1):
        with pytest.raises(Unusable):
            opened(data[:length], key)


def test_a_key_is_made_once_and_for_us_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAARBORG_DATA", str(tmp_path / "var"))
    monkeypatch.delenv("WAARBORG_BACKUP_KEY", raising=False)
    with pytest.raises(NoKey):
        identity()
    made = str(identity(make=True))
    assert made == str(identity()) == str(identity(make=True))
    assert os.stat(key_file()).st_mode & 0o777 == 0o600


def test_a_key_may_come_from_a_file_with_remarks_and_nonsense_is_none() -> None:
    key = str(x25519.Identity.generate())
    assert str(identity(f"# created: today\n# public key: age1\n{key}\n")) == key
    for text in ("geheim", "# only a remark", "age1qvps"):
        with pytest.raises(NotAKey):
            identity(text)
