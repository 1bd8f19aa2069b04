"""A report as one HTML file that needs nothing beside it: stylesheets stand inside, marks are drawn in place."""

import json

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from waarborg.trust.models import Report
from waarborg.trust.queries.presented import present

STYLES = ("tokens", "base", "marks", "pictures", "panel", "table", "ledger", "report", "print")


def saved_page(report: Report, lang: str) -> bytes:
    told = present(json.loads(bytes(report.payload)), sha256=report.sha256, fingerprint=report.fingerprint, lang=lang)
    page = render_to_string("trust/saved_page.html", {"told": told, "styles": mark_safe(_styles())})
    return page.encode()


def _styles() -> str:
    found = [finders.find(f"waarborg/{name}.css") for name in STYLES]
    files = [*found, finders.find("trust/evidence.css")]
    texts = []
    for file in files:
        if isinstance(file, str):
            with open(file, encoding="utf-8") as stream:
                texts.append(stream.read())
    return "\n".join(texts)
