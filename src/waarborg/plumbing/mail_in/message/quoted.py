"""Where in a mail the new words end and what is repeated begins."""

import re

# A line above a quotation, as mail programs write it: in Dutch, English, German and French, over one line or two.
_INTRODUCES = re.compile(
    r"^(?:>\s*)?(?:"
    r"(?:Op|On|Am|Le)\s.{6,180}(?:schreef|wrote|schrieb|a écrit)\b.{0,120}:?"
    r"|.{0,120}<[^<>@\s]+@[^<>@\s]+>\s*(?:schreef|wrote|schrieb|a écrit).{0,60}:"
    r")\s*$",
    re.IGNORECASE | re.DOTALL,
)
_RULES = re.compile(
    r"^\s*(?:-{2,}|_{5,})\s*(?:Oorspronkelijk bericht|Original Message|Original message|Doorgestuurd bericht|"
    r"Forwarded message|Ursprüngliche Nachricht|Reply above this line|Antwoord boven deze regel)?\s*(?:-{2,})?\s*$"
)
_HEAD = re.compile(r"^\*?(?:Van|From|Von|De)\*?\s?:\*?\s.+$")
_HEAD_GOES_ON = re.compile(
    r"^\*?(?:Verzonden|Sent|Gesendet|Envoyé|Datum|Date|Aan|To|An|À|Onderwerp|Subject|Betreff|Objet|CC|Cc)\*?\s?:",
    re.IGNORECASE,
)
_NAMED_RULE = re.compile(r"[^\W_]")
MARK = "\x1d"
# Our own mails ask for it; a mail program that breaks the line is forgiven.
ABOVE = ("Antwoord boven deze regel", "Reply above this line")


def split(text: str) -> tuple[str, str]:
    """(what is new, what is repeated). Words between quotations are new words: then nothing is folded away.

    `text` may hold MARK where markup said that a quotation begins. Joined by an empty line the two are the whole text.
    """
    marked = text.split("\n")
    lines = [line for line in marked if line != MARK]
    begin = _begins(lines)
    marks = _marked_at(marked)
    if marks is not None and (begin is None or marks < begin):
        begin = _introduced_before(lines, marks)
    if begin is None:
        return "\n".join(lines).strip(), ""
    new, repeated = "\n".join(lines[:begin]).strip(), "\n".join(lines[begin:]).strip()
    # A forwarded mail has nothing above it: then what it carries is what it says.
    return (new, repeated) if new else (repeated, "")


def _marked_at(marked: list[str]) -> int | None:
    """The line, counted without marks, before which markup says that a quotation begins."""
    return marked.index(MARK) if MARK in marked else None


def _begins(lines: list[str]) -> int | None:
    for place, line in enumerate(lines):
        if any(words in line for words in ABOVE):
            return place
        if _RULES.match(line) and (_NAMED_RULE.search(line) or _is_head(lines, place + 1)):
            return place
        if _is_head(lines, place):
            return place
        if _introduces(lines, place) and _only_quotation_follows(lines, place):
            return place
        if line.startswith(">") and _only_quotation_follows(lines, place - 1):
            return _introduced_before(lines, place)
    return None


def _is_head(lines: list[str], place: int) -> bool:
    """The head of the mail before, as Outlook repeats it: From, then within five lines at least two of the others."""
    while place < len(lines) and not lines[place].strip():
        place += 1
    if place >= len(lines) or not _HEAD.match(lines[place].strip()):
        return False
    return sum(bool(_HEAD_GOES_ON.match(line.strip())) for line in lines[place + 1 : place + 7]) >= 2


def _introduces(lines: list[str], place: int) -> bool:
    one = lines[place].strip()
    if not one:
        return False
    two = f"{one} {lines[place + 1].strip()}" if place + 1 < len(lines) else one
    return bool(_INTRODUCES.match(one) or (one[:3].lower() in ("op ", "on ", "am ", "le ") and _INTRODUCES.match(two)))


def _introduced_before(lines: list[str], place: int) -> int:
    """The introducing line belongs to what it introduces: at most three lines above, empty ones between."""
    for before in range(place - 1, max(-1, place - 4), -1):
        if before >= 0 and lines[before].strip():
            if _introduces(lines, before):
                return before
            if before and _introduces(lines, before - 1):
                return before - 1
            break
    return place


def _only_quotation_follows(lines: list[str], place: int) -> bool:
    """Whether below this line nothing new is written: it repeats to the end, or a program that indents nothing does."""
    rest = [line for line in lines[place + 1 :] if line.strip()]
    quoted = [line.lstrip().startswith(">") for line in rest]
    if not any(quoted):
        return True
    # The introduction may run on over one line; a long line that was broken leaves short pieces without `>`.
    strays = [line for number, line in enumerate(rest) if not quoted[number] and number]
    return quoted[-1] and len(strays) <= len(rest) // 5 and all(len(line) <= 30 for line in strays)
