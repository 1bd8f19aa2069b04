"""Checking a file: what kind it is, the report inside it, and of a PDF whether its pages are those of that report."""

import io
import zipfile
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version as version_of
from typing import BinaryIO

from waarborg.promises.rules.registry import known
from waarborg.trust.rules.envelope import NotAnEnvelope
from waarborg.trust.rules.faults import Wrong
from waarborg.trust.rules.verification import LARGEST, MEGABYTE, Verified, verify


@dataclass(frozen=True, slots=True)
class Checked:
    """`pages`: whether a PDF's pages were compared with the report inside it; None where there are none."""

    report: Verified
    pages: bool | None


@cache
def software() -> str:
    """The release of this program, as a report names it."""
    return version_of("waarborg")


def check_file(stream: BinaryIO, *, key: str | None = None) -> Checked:
    """Check a JSON file, a PDF or a zip. Never needs a database. Raises NotAnEnvelope, Wrong."""
    data = stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise Wrong("size", size=f"> {LARGEST // MEGABYTE}", limit=LARGEST // MEGABYTE)
    if data.startswith(b"%PDF-"):
        return _check_pdf(data, key)
    if data.startswith(b"PK\x03\x04"):
        data = _from_archive(data)
    return Checked(_verify(data, key), None)


def _verify(data: bytes, key: str | None) -> Verified:
    return verify(data, registry=known(), software=software(), key=key)


def _check_pdf(data: bytes, key: str | None) -> Checked:
    envelope, keywords = _read_pdf(data)
    report = _verify(envelope, key)
    from waarborg.trust.queries import pdf

    for lang in ("nl", "en"):
        if keywords == pdf.keywords(lang) and report.payload["software"] == software():
            if pdf.draw(envelope, lang) != data:
                raise Wrong("pdf-differs", number=report.number)
            return Checked(report, True)
    return Checked(report, False)


def _read_pdf(data: bytes) -> tuple[bytes, list[str]]:
    """The signed file inside, and the keywords that tell what drew the pages."""
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(data)) as document:
            found = [
                attached.get_file()
                for name in document.attachments
                if (attached := document.attachments[name]) and name.endswith(".json")
            ]
            if len(found) != 1:
                raise Wrong("no-attachment")
            if found[0].size > LARGEST:
                raise Wrong("size", size=found[0].size // MEGABYTE, limit=LARGEST // MEGABYTE)
            words = str(document.docinfo.get("/Keywords", ""))
            return found[0].read_bytes(), [word.strip() for word in words.split(",")]
    except Wrong:
        raise
    except Exception as problem:
        # The file comes from anywhere, and libraries for PDF know many ways to give up.
        raise Wrong("pdf-unreadable", why=type(problem).__name__) from None


def _from_archive(data: bytes) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [one for one in archive.infolist() if one.filename.endswith(".json")]
            if len(names) != 1:
                raise Wrong("archive")
            if names[0].file_size > LARGEST:
                raise Wrong("size", size=names[0].file_size // MEGABYTE, limit=LARGEST // MEGABYTE)
            return archive.read(names[0])
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as problem:
        raise NotAnEnvelope(why=type(problem).__name__) from None
