"""What a mail becomes: the subject of a ticket, and the words around what was written."""

import re

_PREFIXES = re.compile(
    r"^\s*(?:(?:re|fw|fwd|aw|antw|antwoord|doorst|vs|sv|tr|wg)\s*(?:\[\d+\])?\s*:\s*)+", re.IGNORECASE
)
LONGEST = 20_000
NO_SUBJECT = {"nl": "(zonder onderwerp)", "en": "(no subject)"}
EMPTY = {"nl": "(zonder tekst)", "en": "(no text)"}


def subject_of(said: str, lang: str) -> str:
    """The subject without what mail programs put before it; never empty, at most 200 signs."""
    return _PREFIXES.sub("", said).strip()[:200] or NO_SUBJECT[lang]


def body_of(new: str, lang: str, *, refused: dict[str, str] | None = None, before: str = "") -> str:
    """The text as it goes into the conversation.

    `refused` are the names of files that were not taken over, each with why; `before` is the number of a withdrawn
    ticket that this one follows. What is longer than LONGEST stays in the mail itself, and the text says so.
    """
    text = new.strip() or EMPTY[lang]
    if len(text) > LONGEST:
        text = text[:LONGEST] + "\n\n" + LONGER[lang]
    lines = [FOLLOWS[lang].format(number=before)] if before else []
    lines += [NOT_TAKEN[lang].format(name=name, why=why) for name, why in (refused or {}).items()]
    return text + ("\n\n" + "\n".join(lines) if lines else "")


LONGER = {
    "nl": "[De mail is langer; de rest staat in de mail zelf.]",
    "en": "[The mail is longer; the rest is in the mail itself.]",
}
FOLLOWS = {"nl": "[Vervolg op {number}, die is ingetrokken.]", "en": "[Follows {number}, which was withdrawn.]"}
NOT_TAKEN = {"nl": "[Bijlage niet overgenomen: {name}. {why}]", "en": "[Attachment not taken over: {name}. {why}]"}
