"""What the dispatcher says by itself, before Django: too large, too slow, no room, too busy; in two languages."""

import html
import json
from typing import Any

_TEXTS: dict[int, dict[str, tuple[str, str]]] = {
    400: {
        "nl": ("Dit verzoek is niet te lezen", "Er is niets veranderd. Probeer het opnieuw."),
        "en": ("This request cannot be read", "Nothing was changed. Try again."),
    },
    408: {
        "nl": (
            "Het versturen duurde te lang",
            "Er is niets veranderd. Controleer uw verbinding en probeer het opnieuw.",
        ),
        "en": ("Sending took too long", "Nothing was changed. Check your connection and try again."),
    },
    413: {
        "nl": (
            "Dit bestand is te groot",
            "Er is niets veranderd. Alles samen mag {limit} MB zijn: verstuur een kleiner bestand, of verdeel het.",
        ),
        "en": (
            "This file is too large",
            "Nothing was changed. All together it may be {limit} MB: send a smaller file, or split it.",
        ),
    },
    503: {
        "nl": ("Het is te druk", "Er is niets veranderd. Wacht even en probeer het opnieuw."),
        "en": ("We are too busy", "Nothing was changed. Wait a moment and try again."),
    },
    507: {
        "nl": ("Er is geen ruimte meer om dit te bewaren", "Er is niets veranderd. Wij moeten eerst ruimte maken."),
        "en": ("There is no room left to save this", "Nothing was changed. We have to make room first."),
    },
}


# Words of a page alone: for who had filled in a form.
_BACK = {
    "nl": "Ga terug met de knop van uw browser: wat u typte staat er nog. Kies daar de bestanden opnieuw.",
    "en": "Go back with the button of your browser: what you typed is still there. Choose the files again there.",
}


def refusal_page(scope: dict[str, Any], status: int, *, limit: int) -> tuple[list[tuple[bytes, bytes]], bytes]:
    """Headers and body: a problem document (RFC 9457) for who asked for JSON, else a small page. `limit` in bytes."""
    headers = {name.lower(): value.decode("latin-1") for name, value in scope["headers"]}
    lang = _language(headers)
    title, text = _TEXTS.get(status, _TEXTS[400])[lang]
    text = text.format(limit=limit // 1024**2)
    accepted = headers.get(b"accept", "")
    if "json" in accepted and "text/html" not in accepted:
        code = f"project.request.{status}"
        problem = {
            "type": f"urn:waarborg:refusal:{code}",
            "title": title,
            "status": status,
            "detail": text,
            "code": code,
        }
        kind, body = "application/problem+json", json.dumps(problem, ensure_ascii=False)
    else:
        back = _BACK[lang] if scope["method"] == "POST" else ""
        kind, body = "text/html; charset=utf-8", _page(lang, status, title, text, back)
    answered = [(b"content-type", kind.encode()), (b"cache-control", b"no-store"), (b"content-language", lang.encode())]
    if status == 503:
        answered.append((b"retry-after", b"5"))
    # The rest of a body that was not read makes the connection useless for another request.
    return [*answered, (b"connection", b"close")], body.encode()


def _page(lang: str, status: int, title: str, text: str, back: str) -> str:
    """Like jinja2/error.html, without Django: this is said before it is asked anything."""
    sheets = ("vendor/tabler.min", *(f"waarborg/{name}" for name in ("fonts", "tokens", "base", "panel", "account")))
    links = "".join(f'<link rel="stylesheet" href="/static/{name}.css">' for name in sheets)
    more = f"<p>{html.escape(back)}</p>" if back else ""
    return (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta name="color-scheme" content="light dark"><title>{html.escape(title)} · Waarborg</title>{links}</head>'
        '<body data-face="portal"><div class="w-door"><main class="w-door-panel w-errorpage">'
        f'<p class="w-small w-dim num">{status}</p><h1 class="w-h2">{html.escape(title)}</h1>'
        f"<p>{html.escape(text)}</p>{more}</main></div></body></html>"
    )


def _language(headers: dict[bytes, str]) -> str:
    cookies = dict(part.strip().partition("=")[::2] for part in headers.get(b"cookie", "").split(";"))
    chosen = cookies.get("waarborg_language", "")
    if chosen in ("nl", "en"):
        return chosen
    for wish in headers.get(b"accept-language", "").split(","):
        tongue = wish.split(";")[0].strip()[:2].lower()
        if tongue in ("nl", "en"):
            return tongue
    return "nl"
