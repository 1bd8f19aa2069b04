"""The files of a mail, by the same door as uploads: told by their bytes, named safely, refused one by one."""

import io
from datetime import datetime
from uuid import UUID

from waarborg.kernel.errors import Refusal
from waarborg.plumbing import files
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.files.accept import safe_name
from waarborg.plumbing.files.models import StoredFile
from waarborg.plumbing.mail_in.message import Parsed


def store_attached(
    parsed: Parsed, *, tenant: UUID, by: Actor, at: datetime, lang: str
) -> tuple[list[StoredFile], dict[str, str]]:
    """The stored files, and by name why others were not taken over: those stay in the mail as it came.

    Trouble with the store itself (no room, away) is raised, for the whole mail to be tried again.
    """
    kept: list[StoredFile] = []
    refused: dict[str, str] = {}
    for one in parsed.files:
        try:
            kept.append(
                files.store(io.BytesIO(one.content), name=one.name, tenant=tenant, by=by, at=at, purpose="support")
            )
        except Refusal as refusal:
            if refusal.status >= 500:
                raise
            refused[safe_name(one.name)] = WHY.get(refusal.code, WHY[""])[lang]
    return kept, refused


WHY: dict[str, dict[str, str]] = {
    "plumbing.file.empty": {"nl": "Het bestand is leeg.", "en": "The file is empty."},
    "plumbing.file.too-large": {"nl": "Het bestand is te groot.", "en": "The file is too large."},
    "plumbing.file.wrong-type": {
        "nl": "Deze soort bestanden nemen wij niet aan.",
        "en": "We do not accept files of this kind.",
    },
    "plumbing.file.infected": {
        "nl": "De virusscanner vond er iets schadelijks in.",
        "en": "The virus scanner found something harmful in it.",
    },
    "plumbing.file.broken-picture": {"nl": "De afbeelding is beschadigd.", "en": "The picture is damaged."},
    "plumbing.file.too-many-dots": {
        "nl": "De afbeelding heeft te veel beeldpunten.",
        "en": "The picture has too many dots.",
    },
    "": {"nl": "Het bestand kon niet worden nagekeken.", "en": "The file could not be looked at."},
}
