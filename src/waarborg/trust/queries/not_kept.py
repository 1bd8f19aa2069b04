"""The promises that were not kept, told in full: the sum, what happened, and a picture of the time that counted."""

from collections.abc import Mapping, Sequence
from typing import Any

from waarborg.kernel.instants import parse_instant, to_us
from waarborg.plumbing.web import wording
from waarborg.trust.queries.words import say

Plain = Mapping[str, Any]
SECTIONS = (
    ("broken", ("broken-one", "broken-many")),
    ("exceeded", ("exceeded-heading",)),
    ("waived", ("waived-heading",)),
)
WIDTH = 10_000
TEN_HOURS = 10 * 3600 * 1_000_000
# A pause is drawn as wide as this at most, and what is very short at least as wide as that.
WIDEST_PAUSE, NARROWEST = 0.12, 0.012


def not_kept(promises: Sequence[Plain], payload: Plain, lang: str) -> list[dict[str, Any]]:
    """Sections broken, exceeded and waived, each with its promises and their runs; empty ones are left out."""
    sections = []
    for verdict, headings in SECTIONS:
        found = [_promise(one, verdict, payload, lang) for one in promises]
        told = [one for one in found if one["runs"]]
        if told:
            heading = headings[0] if len(told) == 1 else headings[-1]
            sections.append({"state": verdict, "heading": say(heading, lang), "promises": told})
    return sections


def _promise(promise: Plain, verdict: str, payload: Plain, lang: str) -> dict[str, Any]:
    # A run that counts in a measure is told with the promise of its own clock.
    told = () if promise.get("measure") else promise["evidence"]
    runs = [_run(run, payload, lang) for run in told if run["verdict"] == verdict]
    return {"words": promise[lang], "id": promise["id"], "runs": runs}


def _run(run: Plain, payload: Plain, lang: str) -> dict[str, Any]:
    told = run["explanation"][lang]
    rows = [
        {"when": when, "what": what, "amount": amount, "skip": kind in ("skipped", "pause", "note"), "kind": kind}
        for kind, when, what, amount in told["ledger"]
    ]
    late = None if run["late_us"] is None else length(run["late_us"], run["business"], lang)
    past = "past-experience" if run["verdict"] == "exceeded" else "past-due"
    return {
        "subject": called(run),
        "sentence": _sentence(run, late, payload, lang),
        "caption": say("sum-of", lang, subject=called(run)),
        "rows": [row for row in rows if row["kind"] not in ("start", "due")],
        "total": next((row for row in rows if row["kind"] == "due"), None),
        "late": {"what": say(past, lang), "amount": late} if late else None,
        "events": told["events"],
        "picture": picture(run, late, payload["zone"], lang),
    }


def called(run: Plain) -> str:
    """The number of a subject, else the beginning of its identifier."""
    return str(run["number"] or run["subject"].partition(":")[2][:8])


def length(us: int, business: bool, lang: str) -> str:
    """Open time in hours and minutes, from ten hours on with the unit; time elapsed in words."""
    if not business:
        return wording.amount(us, lang)
    text = wording.hours(us)
    return say("open-time", lang, length=text) if us >= TEN_HOURS else text


def _sentence(run: Plain, late: str | None, payload: Plain, lang: str) -> str:
    def moment(text: str) -> str:
        return wording.instant(parse_instant(text), lang, payload["zone"])

    if run["due"] is None:
        return ""
    values = {"subject": called(run), "started": moment(run["started"]), "due": moment(run["due"])}
    key = "exceeded-sentence" if run["verdict"] == "exceeded" else "broken-sentence"
    if run["stopped"] and late:
        return say(key, lang, **values, stopped=moment(run["stopped"]), late=late)
    until = say("at-month-end" if payload["period"]["complete"] else "at-made", lang)
    return say(f"{key}-open", lang, **values, until=until)


def picture(run: Plain, late: str | None, zone: str, lang: str) -> dict[str, Any] | None:
    """Bars side by side: `left` and `width` in hundredths of a percent, `kind` counted, pause or late.

    Length goes to the time that counts; a pause is never drawn wider than a share of it, since it counts for nothing.
    """
    pieces = [(kind, to_us(parse_instant(a)), to_us(parse_instant(b))) for kind, a, b in run["course"]]
    if not pieces or run["due"] is None:
        return None
    real = sum(b - a for kind, a, b in pieces if kind != "pause") or 1
    weights = [
        min((b - a) / real, WIDEST_PAUSE) if kind == "pause" else max((b - a) / real, NARROWEST)
        for kind, a, b in pieces
    ]
    whole = sum(weights)
    bars, at = [], 0
    for (kind, _, _), weight in zip(pieces, weights, strict=True):
        width = round(WIDTH * weight / whole)
        bars.append({"kind": kind, "left": at, "width": width})
        at += width
    due = sum(bar["width"] for bar in bars if bar["kind"] != "late")
    counted = sum(b - a for kind, a, b in pieces if kind == "counted")
    label = say(
        "picture",
        lang,
        **{"from": wording.instant(parse_instant(run["started"]), lang, zone)},
        to=wording.instant(parse_instant(run["due"]), lang, zone),
        counted=length(counted, run["business"], lang),
        late=late or say("not-yet-done", lang),
    )
    return {
        "bars": bars,
        "due": due,
        "label": label,
        "due_text": wording.instant(parse_instant(run["due"]), lang, zone, short=True),
    }
