"""Which version a customer's copy is, and how far that is from the text that binds him now (PX-03)."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from waarborg.promises.models import AgreementVersion
from waarborg.promises.queries import readable
from waarborg.promises.queries.differences import Compared, compared
from waarborg.promises.queries.versions import bindings, now_of
from waarborg.promises.rules.paper import draw
from waarborg.promises.rules.registry import known

PDF = b"%PDF-"
# A file of ours says when the version takes effect (XMP, as PDF/A asks): only those of that day are drawn to compare.
CREATED = "CreateDate>{day}T"


@dataclass(frozen=True)
class Checked:
    """`copy` is the version that the file is, byte for byte; None for what we never gave out, or what was altered.
    `current` binds the customer now; `changes` lie between the two, None where they are the same."""

    copy: AgreementVersion | None
    current: AgreementVersion
    changes: Compared | None

    @property
    def number(self) -> int:
        return len(self.changes.promises) + len(self.changes.definitions) if self.changes else 0


def check(content: bytes, *, tenant: UUID, at: datetime, lang: str) -> Checked | None:
    """What a file is. None where nothing binds the customer."""
    found = bindings(tenant)
    held = now_of(found, at)
    if held is None:
        return None
    versions = AgreementVersion.objects.filter(id__in={one.version_id for one in found})
    copy = recognise(content, list(versions))
    if copy is None or copy.id == held.version_id:
        return Checked(copy, held.version, None)
    return Checked(copy, held.version, compared(copy.sha256, held.version.sha256, lang, for_staff=False))


def recognise(content: bytes, versions: Sequence[AgreementVersion]) -> AgreementVersion | None:
    """The version of which these are the file, the canonical text, or the PDF in one of its languages."""
    digest = hashlib.sha256(content).hexdigest()
    for one in versions:
        if one.sha256 == digest or bytes(one.source) == content:
            return one
    if content.startswith(PDF):
        for one in versions:
            if CREATED.format(day=one.effective).encode() in content and content in _drawn(one):
                return one
    return None


def _drawn(version: AgreementVersion) -> list[bytes]:
    """The PDFs of a version as its customers get them. Raises FontsMissing."""
    text = readable(version.sha256, "nl")
    agreement = text.compiled.agreement
    hidden = tuple(name for name in agreement.promises if text.is_internal(name))
    return [draw(agreement, lang, registry=known(), without=hidden) for lang in ("nl", "en")]
