"""The documents of a draft: what its text names, where each comes from, and what is still missing."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from django.db.models import QuerySet

from waarborg.kernel.canonical import sha256_hex
from waarborg.plumbing.permissions import NotFound
from waarborg.promises.models import AgreementDocument, Draft, DraftDocument
from waarborg.promises.queries.drafts import beside

# So much of a text is shown; the rest is in the file.
SHOWN = 100_000


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A document of a draft. `key` and `words` are the text's, empty where it names no such file; `sha256` and `size`
    are empty and 0 where it is missing; `version` is the published version that it comes from."""

    file: str
    key: str
    words: str
    state: Literal["attached", "published", "missing", "changed"]
    sha256: str = ""
    size: int = 0
    version: str = ""


def enclosed(held: Draft, lang: str) -> list[Enclosed]:
    """First what the text names, in its order, then what it does not. Three queries besides checking the text."""
    pane = beside(held.source, lang)
    named = dict(pane.agreement.documents) if pane.agreement is not None else {}
    mine = {one.file: bytes(one.content) for one in _attached(held)}
    before = _published(pane.agreement.agreement, pane.before) if pane.agreement is not None else {}
    found = []
    for key, one in named.items():
        words = one.nl if lang == "nl" else one.en
        if one.file in mine:
            content, state, version = mine.pop(one.file), "attached", ""
        elif one.file in before:
            content, version = before[one.file]
            state = "published"
        else:
            found.append(Enclosed(one.file, key, words, "missing"))
            continue
        digest = sha256_hex(content)
        if one.sha256 not in (None, digest):
            state = "changed"
        found.append(Enclosed(one.file, key, words, state, digest, len(content), version))  # type: ignore[arg-type]
    rest = sorted(mine.items())
    return found + [Enclosed(file, "", "", "attached", sha256_hex(content), len(content)) for file, content in rest]


def _published(agreement: str, before: object) -> Mapping[str, tuple[bytes, str]]:
    """What publishing takes over by itself, by file name: the newest of each, and of which version."""
    rows = AgreementDocument.objects.filter(version__agreement=agreement).select_related("version")
    if before is not None:
        rows = rows.order_by("version__published_at", "id")
    return {one.file: (bytes(one.content), one.version.version) for one in rows}


def attached(held: Draft, file: str) -> bytes:
    """The content of an attached document. Raises NotFound."""
    row = _attached(held).filter(file=file).first()
    if row is None:
        raise NotFound()
    return bytes(row.content)


def _attached(held: Draft) -> "QuerySet[DraftDocument]":
    """Without those that were taken off, whose rows are empty."""
    return DraftDocument.objects.filter(draft_id=held.id).exclude(content=b"")


def as_text(content: bytes) -> str | None:
    """Its beginning as text; None for what is none, such as a PDF."""
    try:
        text = content[:SHOWN].decode("utf-8", "strict" if len(content) <= SHOWN else "ignore")
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text
