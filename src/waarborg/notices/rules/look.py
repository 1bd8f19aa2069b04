"""A house style that can do no harm: a colour that is nothing but a colour, a logo that is nothing but a picture."""

import re
from typing import Final

from waarborg.kernel.errors import BadInput

LARGEST_LOGO: Final = 100 * 1024
_COLOUR = re.compile(r"#[0-9a-f]{6}")
# No SVG: opened by its address it would be a page with scripts.
_PICTURES: Final = ((b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"))


class NoColour(BadInput):
    code = "notices.look.colour"
    nl = "{colour} is geen kleur."
    en = "{colour} is no colour."
    nl_way_out = "Schrijf een # en zes cijfers of letters a tot en met f, zoals #1d4494."
    en_way_out = "Write a # and six digits or letters a to f, such as #1d4494."


class NoLogo(BadInput):
    code = "notices.look.logo"
    nl = "Dit bestand kan geen logo zijn: een PNG of JPEG van ten hoogste {limit} kB."
    en = "This file cannot be a logo: a PNG or JPEG of at most {limit} kB."


def colour(text: str) -> str:
    """Six hexadecimal digits after a #, in lower case; empty for none. Raises NoColour."""
    folded = text.strip().lower()
    if folded and not _COLOUR.fullmatch(folded):
        raise NoColour(colour=text[:40], path="colour")
    return folded


def picture_type(content: bytes) -> str:
    """The media type by the first bytes, whatever the file was called. Raises NoLogo."""
    found = next((media for magic, media in _PICTURES if content.startswith(magic)), None)
    if found is None or len(content) > LARGEST_LOGO:
        raise NoLogo(limit=LARGEST_LOGO // 1024, path="logo")
    return found


def style_sheet(of: str) -> str:
    """What the colour does: a band on top of portal and door. Text never takes it, so nothing becomes unreadable."""
    return f".w-bar{{border-top:4px solid {of}}}.w-door-panel{{border-top:4px solid {of}}}\n"
