"""Passwords that people type into a message: recognised, and never kept (PX-99).

Pure and by form, so that it works the same in every channel. Looked at is what stands behind a word such as
"wachtwoord". Behind a colon, an equals sign or "is" anything counts that is not an ordinary word of such sentences
("het wachtwoord is verlopen"); right behind the word itself only what looks made up: with a figure, a sign, or a
capital inside. A code behind the number of a session of nine or ten figures counts without any word.

Not recognised is a password that is an ordinary word without a colon ("mijn wachtwoord welkom"), or one that stands in
a picture. The word beside it stays, so that the reader knows what was there.
"""

import re
from collections.abc import Callable

MASK = "•••••"
_WORDS = (
    r"wachtwoord(?:en)?|wachtwoorde?je|wachtzin|ww|password|passwort|passphrase|passwd|pwd|passcode|pincode|pin-code|"
    r"toegangscode|inlogcode|sessiecode|session code|one-time code|eenmalige code"
)
# What joins the word to the password: nothing but a space, or a sign that says "this is it".
_SAYS = r"(?:\s*[:=]\s*|\s+(?:is|was|wordt|luidt|are|reads)(?:\s+nu|\s+now)?\s*:?\s+)"
# Between the word and what follows may stand whose or for what: "wachtwoord van Jan: ...".
_WHOSE = r"(?:\s+(?:van|voor|bij|of|for|from)\s+(?:[^\s:=]+\s?){1,4})?"
_TOKEN = r"""["'“‘«(\[]?(?P<token>[^\s"'“”‘’«»()\[\]<>]{3,200})"""
_BEHIND = re.compile(rf"(?i)(?<![\w-])(?P<word>{_WORDS})(?:{_WHOSE}(?P<says>{_SAYS})|\s+){_TOKEN}")
# A session of a tool to look along: its number in groups, then a short code.
_SESSION = re.compile(
    r"(?<![\d-])(?P<word>\d{3}[ .]?\d{3}[ .]?\d{3,4})(?![\d-])(?P<says>\s*(?:[/,;|+&-]|en|and)\s*|\s+)"
    r"(?P<token>[A-Za-z0-9]{4,12})(?![\w@-])"
)
_ORDINARY = """
vergeten verlopen kwijt fout onjuist goed juist nodig niet nog geen wel weer al te ook opnieuw gewijzigd gereset
resetten veranderd aangepast geblokkeerd zoek onbekend verplicht sterk zwak leeg correct hetzelfde dezelfde de
het een dat die dit van voor bij door mijn uw jouw hun ons onze zijn haar maar want omdat dus alleen zo heel erg
forgotten expired lost wrong incorrect right needed not still no yes again changed reset blocked unknown
required strong weak empty same the that this these those and but because only very too invalid missing never
nooit altijd always bekend known veilig safe kort lang short long meegestuurd sent gestuurd ingevuld ingesteld
set
"""
ORDINARY = frozenset(_ORDINARY.split())
_TAIL = ".,;:!?…"


def _looks_made_up(token: str) -> bool:
    """With a letter and a figure, a sign inside, only figures, or a capital behind a small letter."""
    has_letter = any(one.isalpha() for one in token)
    if any(one.isdigit() for one in token):
        return has_letter or len(token) >= 4
    inside = token.strip(_TAIL + "-/")
    return any(not one.isalnum() and one not in "-/'’" for one in inside) or bool(re.search(r"[a-zà-ÿ][A-Z]", inside))


def _is_password(token: str, says: str | None) -> bool:
    bare = token.rstrip(_TAIL)
    if len(bare) < 3 or bare == MASK or set(bare) == {"•"}:
        return False
    if _looks_made_up(bare):
        return "://" not in bare and "@example" not in bare
    return says is not None and bare.lower() not in ORDINARY and len(bare) >= 4


def _veil(is_password: Callable[[str, str | None], bool]) -> Callable[[re.Match[str]], str]:
    def veiled(match: re.Match[str]) -> str:
        token = match["token"]
        if not is_password(token, match["says"]):
            return match[0]
        bare = token.rstrip(_TAIL)
        whole, start = match[0], match.start("token") - match.start()
        return whole[:start] + MASK + token[len(bare) :] + whole[start + len(token) :]

    return veiled


def masked(text: str) -> str:
    """`text` with every recognised password replaced by MASK; the very same text where there is none. Masking twice is
    masking once."""
    found = _BEHIND.sub(_veil(_is_password), text)
    return _SESSION.sub(_veil(lambda token, _: any(map(str.isalpha, token)) and any(map(str.isdigit, token))), found)


def holds_password(text: str) -> bool:
    return masked(text) != text
