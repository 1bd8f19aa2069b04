"""Sealing: compressed with zstd, then encrypted with age for the holder of the recovery key."""

import hashlib
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import zstandard
from pyrage import DecryptError, EncryptError, IdentityError, decrypt_io, encrypt_io, x25519

from waarborg.project import environment
from waarborg.project.recovery.refusals import NoKey, NotAKey, Unusable

SUFFIX = ".zst.age"


def key_file() -> Path:
    return environment.data_folder() / "recovery-key"


def identity(given: str = "", *, make: bool = False) -> Any:
    """The recovery key: given, of the environment, or kept in the data folder; with `make` a new one is kept there.

    Raises NotAKey, NoKey.
    """
    text = given.strip() or environment.text("WAARBORG_BACKUP_KEY") or _kept(make=make)
    if not text:
        raise NoKey()
    # Its file may hold comments, as those that age-keygen writes do.
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    try:
        return x25519.Identity.from_str(lines[-1].strip() if lines else "")
    except IdentityError:
        raise NotAKey() from None


def _kept(*, make: bool) -> str:
    path = key_file()
    if make and not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f".{path.name}.{os.getpid()}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(f"{x25519.Identity.generate()}\n")
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text() if path.exists() else ""


class _Hashed:
    """Passes on what is written and reckons its hash and size."""

    def __init__(self, out: IO[bytes]) -> None:
        self._out, self.digest, self.size = out, hashlib.sha256(), 0
        self.trouble: OSError | None = None

    def write(self, block: bytes) -> int:
        self.digest.update(block)
        self.size += len(block)
        try:
            return self._out.write(block)
        except OSError as trouble:
            self.trouble = trouble
            raise

    def flush(self) -> None:
        self._out.flush()


def seal(source: Any, out: IO[bytes], recipient: Any) -> tuple[int, str]:
    """Write `source` (anything with `read`) sealed to `out`; gives size and SHA-256 of what was written.

    Raises OSError where `out` takes no more.
    """
    hashed = _Hashed(out)
    # One thread of its own compresses; a back-up is no reason to take both processors.
    try:
        encrypt_io(zstandard.ZstdCompressor(level=3).stream_reader(source), hashed, [recipient])
    except EncryptError as wrapped:
        # The library wraps the trouble of whatever it writes to; a full disk is to be known as one.
        if hashed.trouble is None:
            raise
        raise hashed.trouble from wrapped
    out.flush()
    return hashed.size, hashed.digest.hexdigest()


@contextmanager
def unsealed(source: IO[bytes], identity: Any, *, name: str) -> Iterator[Any]:
    """What was sealed, as a stream to read to its end. Raises Unusable, then or on leaving."""
    reading, writing = os.pipe()
    trouble: list[Exception] = []

    def decrypt() -> None:
        with os.fdopen(writing, "wb") as out:
            try:
                decrypt_io(source, out, [identity])
            except (DecryptError, OSError) as problem:
                trouble.append(problem)

    worker = threading.Thread(target=decrypt, daemon=True)
    worker.start()
    try:
        with os.fdopen(reading, "rb") as sealed:
            yield zstandard.ZstdDecompressor().stream_reader(sealed, read_across_frames=True)
    except zstandard.ZstdError as problem:
        raise Unusable(name=name) from problem
    except Exception as problem:
        # What could not be decrypted reads as nothing, over which its reader stumbles first.
        worker.join()
        if _real(trouble):
            raise Unusable(name=name) from problem
        raise
    finally:
        worker.join()
    if _real(trouble):
        raise Unusable(name=name)


def _real(trouble: list[Exception]) -> bool:
    """Whether decrypting failed by itself, and not because nobody read on."""
    return any(not isinstance(one, BrokenPipeError) for one in trouble)
