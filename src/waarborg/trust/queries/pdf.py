"""The report as PDF/A-3a and PDF/UA-1 with the signed JSON inside: the same envelope gives the same bytes, anywhere.

Fonts come with packages and with typst, never from the machine. The template, the compiler and the language stand among
the keywords, so that a checker knows whether it can draw the very same pages.
"""

import json
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import typst

from waarborg.kernel.errors import Refusal
from waarborg.kernel.instants import parse_instant
from waarborg.plumbing.web import marks
from waarborg.trust.queries.presented import file_name, present
from waarborg.trust.queries.words import say
from waarborg.trust.rules.envelope import Envelope, opened

TEMPLATE = "waarborg-report/1"
FOLDER = Path(__file__).resolve().parents[1] / "typst"
FONT_PACKAGES = ("font_source_sans_pro", "font_source_serif_pro")
INKS = {"met": "#0e6848", "broken": "#a3142c", "exceeded": "#874800", "running": "#414b61"}
STILL = "#4c5373"
BLUE = "#1d4494"
SEAL = (
    f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="{BLUE}" stroke-linejoin="round">'
    '<path d="M8 2h8l6 6v8l-6 6H8l-6-6V8z" stroke-width="1.6"/>'
    '<path d="M6.6 8.3l2.7 7.7L12 9.6l2.7 6.4 2.7-7.7" stroke-width="1.7" stroke-linecap="round"/></svg>'
)


class FontsMissing(Refusal):
    code = "trust.report.fonts-missing"
    status = 503
    nl = "De lettertypen voor de pdf zijn niet geïnstalleerd ({package})."
    en = "The fonts for the PDF are not installed ({package})."
    nl_way_out = "Installeer de pakketten die dit programma nodig heeft opnieuw."
    en_way_out = "Install the packages that this program needs again."


def draw(envelope: bytes, lang: str) -> bytes:
    """The PDF of a signed report in nl or en. Raises NotAnEnvelope, FontsMissing."""
    read = opened(envelope)
    payload = json.loads(read.payload)
    return _compile(_data(payload, read, lang), envelope)


def keywords(lang: str) -> list[str]:
    """What the pages depend on besides the report: two PDFs with the same can be compared byte for byte."""
    return [TEMPLATE, f"typst/{version('typst')}", f"lang/{lang}"]


def _data(payload: dict[str, Any], read: Envelope, lang: str) -> dict[str, Any]:
    shown = present(payload, sha256=read.sha256, fingerprint=read.fingerprint, lang=lang)
    made = parse_instant(payload["made_at"])
    used = {one["state"] for one in (*shown["tally"], *shown["rows"])}
    return shown | {
        "keywords": keywords(lang),
        "date": [made.year, made.month, made.day, made.hour, made.minute, made.second],
        "page": say("page", lang, page="{page}", pages="{pages}"),
        "marks": {state: _svg(state) for state in sorted(used)},
        "seal": SEAL,
        "attachment": {"name": file_name(payload, "json"), "description": payload["number"]},
    }


def _svg(state: str) -> str:
    shape = marks.SHAPES[marks.canonical(state)]
    ink = INKS.get(state, STILL)
    body = shape.replace("currentColor", ink).replace("var(--w-on)", "#ffffff")
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">{body}</svg>'


def _compile(data: dict[str, Any], envelope: bytes) -> bytes:
    inputs = {"report": json.dumps(data, ensure_ascii=False), "envelope": envelope.decode("ascii")}
    moment = parse_instant("{:04d}-{:02d}-{:02d}T{:02d}:{:02d}:{:02d}Z".format(*data["date"]))
    return typst.compile(
        str(FOLDER / "report.typ"),
        root=str(FOLDER),
        font_paths=_fonts(),
        format="pdf",
        sys_inputs=inputs,
        pdf_standards=["a-3a", "ua-1"],
        timestamp=int(moment.timestamp()),
        package_path=str(FOLDER),
        package_cache_path=str(FOLDER),
    )


@cache
def _fonts() -> typst.Fonts:
    folders = []
    for package in FONT_PACKAGES:
        found = find_spec(package)
        if found is None or found.origin is None:
            raise FontsMissing(package=package)
        folders.append(str(Path(found.origin).parent / "files"))
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=folders)
