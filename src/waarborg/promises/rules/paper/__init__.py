"""The readable agreement as PDF/A-2a and PDF/UA-1: the same file, language and release give the same bytes, anywhere.

Fonts come with packages and with typst, never from the machine.
"""

import datetime as dt
import json
from collections.abc import Collection
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import typst

from waarborg.kernel.errors import Refusal
from waarborg.promises.rules.agreement import Agreement
from waarborg.promises.rules.agreement.phrases import Phrases
from waarborg.promises.rules.agreement.render import Chapter, chapters, definitions, header
from waarborg.promises.rules.registry import Registry

FOLDER = Path(__file__).resolve().parents[2] / "typst"
FONT_PACKAGES = ("font_source_sans_pro", "font_source_serif_pro")
_PAGE = {"nl": "bladzijde {page} van {pages}", "en": "page {page} of {pages}"}
_WORDS = {"nl": "Wat de woorden betekenen", "en": "What the words mean"}


class FontsMissing(Refusal):
    code = "promises.paper.fonts-missing"
    status = 503
    nl = "De lettertypen voor de pdf zijn niet geïnstalleerd ({package})."
    en = "The fonts for the PDF are not installed ({package})."
    nl_way_out = "Installeer de pakketten die dit programma nodig heeft opnieuw."
    en_way_out = "Install the packages that this program needs again."


def draw(agreement: Agreement, lang: str, *, registry: Registry, without: Collection[str] = ()) -> bytes:
    """The agreement in nl or en. `without`: articles that its reader may not see. Raises FontsMissing."""
    phrases = Phrases(agreement, registry, lang)
    day = agreement.effective
    data: dict[str, Any] = {
        "lang": lang,
        "title": agreement.say(lang),
        "provider": agreement.provider.name,
        "name": agreement.name,
        "date": [day.year, day.month, day.day],
        "page": _PAGE[lang],
        "words": _WORDS[lang],
        "facts": list(header(agreement, phrases)),
        "chapters": [told for one in chapters(agreement, phrases) if (told := _chapter(one, without))["articles"]],
        "definitions": [(heading, lines) for heading, lines in definitions(agreement, phrases)],
    }
    drawn: bytes = typst.compile(
        str(FOLDER / "agreement.typ"),
        root=str(FOLDER),
        font_paths=fonts(),
        format="pdf",
        sys_inputs={"agreement": json.dumps(data, ensure_ascii=False)},
        pdf_standards=["a-2a", "ua-1"],
        timestamp=int(dt.datetime.combine(day, dt.time(), dt.UTC).timestamp()),
        package_path=str(FOLDER),
        package_cache_path=str(FOLDER),
    )
    return drawn


def _chapter(one: Chapter, without: Collection[str]) -> dict[str, Any]:
    return {
        "number": str(one.number),
        "title": one.title,
        "articles": [
            {
                "number": article.number,
                "words": article.words,
                "level": article.level,
                "notes": list(article.notes),
                "lines": [list(line) for line in article.lines],
            }
            for article in one.articles
            if article.id not in without
        ],
    }


@cache
def fonts() -> typst.Fonts:
    """The fonts of everything on paper. Raises FontsMissing."""
    folders = []
    for package in FONT_PACKAGES:
        found = find_spec(package)
        if found is None or found.origin is None:
            raise FontsMissing(package=package)
        folders.append(str(Path(found.origin).parent / "files"))
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=folders)
