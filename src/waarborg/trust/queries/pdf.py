"""The report as PDF/A-3a and PDF/UA-1 with the signed JSON inside: the same envelope gives the same bytes, anywhere.

Fonts come with packages and with typst, never from the machine. The template, the compiler and the language stand among
the keywords, so that a checker knows whether it can draw the very same pages.
"""

import json
from importlib.metadata import version
from pathlib import Path
from typing import Any

import typst

from waarborg.kernel.instants import parse_instant
from waarborg.plumbing.web import marks
from waarborg.promises.rules.paper import fonts
from waarborg.trust.queries.presented import file_name, present
from waarborg.trust.queries.words import say
from waarborg.trust.rules.envelope import Envelope, opened

TEMPLATE = "waarborg-report/3"
FOLDER = Path(__file__).resolve().parents[1] / "typst"
INKS = {"met": "#0e6848", "holds": "#0e6848", "broken": "#a3142c", "exceeded": "#874800", "running": "#414b61"}
STILL = "#4c5373"
BLUE = "#1d4494"
SEAL = (
    f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="{BLUE}" stroke-linejoin="round">'
    '<path d="M8 2h8l6 6v8l-6 6H8l-6-6V8z" stroke-width="1.6"/>'
    '<path d="M6.6 8.3l2.7 7.7L12 9.6l2.7 6.4 2.7-7.7" stroke-width="1.7" stroke-linecap="round"/></svg>'
)


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
    told = (*shown["tally"], *shown["rows"], *shown["measures"], *shown["checked"], *shown["declared"])
    used = {one["state"] for one in told}
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
        font_paths=fonts(),
        format="pdf",
        sys_inputs=inputs,
        pdf_standards=["a-3a", "ua-1"],
        timestamp=int(moment.timestamp()),
        package_path=str(FOLDER),
        package_cache_path=str(FOLDER),
    )
