"""What may come in: a list of types told by their bytes, names made safe, and the refusals."""

import re
import unicodedata
import zipfile
from typing import BinaryIO

from waarborg.kernel.errors import BadInput

LONGEST_NAME = 120
_HEAD = 4096

# Media type -> the extensions under which it may come. A zip is stored and handed out again, never opened.
ACCEPTED: dict[str, tuple[str, ...]] = {
    "image/png": ("png",),
    "image/jpeg": ("jpg", "jpeg"),
    "image/gif": ("gif",),
    "image/webp": ("webp",),
    "application/pdf": ("pdf",),
    "text/plain": ("txt", "log", "csv", "json", "ics", "eml"),
    "text/csv": ("csv",),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ("docx",),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ("xlsx",),
    "application/vnd.oasis.opendocument.text": ("odt",),
    "application/vnd.oasis.opendocument.spreadsheet": ("ods",),
    "application/zip": ("zip",),
    "video/mp4": ("mp4", "m4v"),
    "video/quicktime": ("mov",),
    "video/webm": ("webm",),
}
EXTENSIONS = sorted({extension for extensions in ACCEPTED.values() for extension in extensions})
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"%PDF-", "application/pdf"),
)
# The brands of an ISO base media file (ISO/IEC 14496-12, 4.3) that are recordings; pictures and sound have others.
_RECORDINGS: dict[bytes, str] = {
    **dict.fromkeys(
        (b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"MSNV"), "video/mp4"
    ),
    b"qt  ": "video/quicktime",
}
_NOT_IN_TEXT = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f-\x9f/\\:*?"<>|]')
# Windows opens a device for these, whatever the extension (Naming Files, Paths, and Namespaces, Microsoft).
_DEVICES = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9\xb9\xb2\xb3]) *(\.|$)", re.IGNORECASE)
# The list of contents of an archive is read whole; one of 47 MB took 5 s and 500 MB of memory.
_LONGEST_LIST = 1024 * 1024


class EmptyFile(BadInput):
    code = "plumbing.file.empty"
    nl = "Het bestand {name} is leeg (0 bytes)."
    en = "The file {name} is empty (0 bytes)."
    nl_way_out = "Kies het bestand opnieuw; misschien was het nog niet klaar met opslaan."
    en_way_out = "Choose the file again; perhaps it had not been saved yet."


class TooLarge(BadInput):
    code = "plumbing.file.too-large"
    status = 413
    nl = "Het bestand {name} is groter dan {limit} MB."
    en = "The file {name} is larger than {limit} MB."
    nl_way_out = "Maak het kleiner, of verdeel het over meer bestanden."
    en_way_out = "Make it smaller, or split it over several files."


class WrongType(BadInput):
    code = "plumbing.file.wrong-type"
    status = 415
    nl = "Het bestand {name} is van een soort die wij niet aannemen, of de naam past niet bij de inhoud."
    en = "The file {name} is of a kind we do not accept, or its name does not fit its content."
    nl_way_out = "Wij nemen aan: {accepted}."
    en_way_out = "We accept: {accepted}."


class TooManyInside(BadInput):
    code = "plumbing.file.too-many-inside"
    nl = "Het bestand {name} bevat te veel bestanden om na te kijken."
    en = "The file {name} holds too many files to be looked at."
    nl_way_out = "Stuur alleen wat nodig is, of verdeel het over meer zipbestanden."
    en_way_out = "Send only what is needed, or split it over several zip files."


def safe_name(name: str) -> str:
    """The last part of a path, in one spelling, without signs that a file system, a header or a reader trips over."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    # Format characters (Cf) hold the marks that make "gpj.exe" read as "exe.jpg".
    shown = "".join(sign for sign in last if unicodedata.category(sign) not in ("Cf", "Cs", "Co", "Cn"))
    clean = " ".join(_NOT_IN_NAMES.sub("_", shown).split()).strip(". ")
    clean = f"_{clean}" if _DEVICES.match(clean) else clean
    stem, dot, extension = clean.rpartition(".")
    if not stem:
        return (clean or "bestand")[:LONGEST_NAME]
    return stem[: LONGEST_NAME - len(extension[:16]) - 1] + dot + extension[:16]


def media_type(content: BinaryIO, name: str) -> str:
    """The type of `content` (seekable, left at its start), told by its bytes. Raises WrongType, also for the name, and
    TooManyInside."""
    found = _told(content, name)
    extension = name.rpartition(".")[2].lower()
    content.seek(0)
    if found is None or extension not in ACCEPTED[found]:
        raise WrongType(name=name, accepted=", ".join(EXTENSIONS))
    return "text/csv" if extension == "csv" else found


def _told(content: BinaryIO, name: str) -> str | None:
    content.seek(0)
    head = content.read(_HEAD)
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if head[4:8] == b"ftyp":
        return _RECORDINGS.get(head[8:12])
    if head[:4] == b"\x1a\x45\xdf\xa3":
        # Matroska begins alike; its document type stands in the first box.
        return "video/webm" if b"webm" in head[:64] else None
    if head[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return _told_zip(content, name)
    return "text/plain" if _is_text(content) else None


def _told_zip(content: BinaryIO, name: str) -> str | None:
    try:
        # What the archive's end says of itself, told by the very code that reads the list below.
        end = zipfile._EndRecData(content)  # type: ignore[attr-defined]
        if end and end[zipfile._ECD_SIZE] > _LONGEST_LIST:  # type: ignore[attr-defined]
            raise TooManyInside(name=name)
        with zipfile.ZipFile(content) as archive:
            names = set(archive.namelist())
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                kind = archive.read("mimetype").decode("ascii", "replace").strip()
                return kind if kind in ACCEPTED else None
    except (zipfile.BadZipFile, ValueError, NotImplementedError, RuntimeError, OSError):
        return None
    if "[Content_Types].xml" not in names:
        return "application/zip"
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        return None  # an office document with macros
    if "word/document.xml" in names:
        return "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    if "xl/workbook.xml" in names:
        return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return None


def _is_text(content: BinaryIO) -> bool:
    """Text in UTF-8, UTF-16 with its mark, or a one-byte Western code: without the signs that only programs use."""
    content.seek(0)
    if content.read(2) in (b"\xff\xfe", b"\xfe\xff"):
        return _is_utf16(content)
    content.seek(0)
    while block := content.read(1 << 20):
        if _NOT_IN_TEXT.search(block):
            return False
    return True


def _is_utf16(content: BinaryIO) -> bool:
    content.seek(0)
    try:
        text = content.read(_HEAD).decode("utf-16")
    except UnicodeDecodeError:
        return False
    return all(sign.isprintable() or sign.isspace() for sign in text)
