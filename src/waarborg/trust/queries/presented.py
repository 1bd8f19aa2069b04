"""A report as its readers see it: every line in words, made from the signed payload alone. No database, no web server.

Page, file and PDF are drawn from this, so that they cannot say different things.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from waarborg.kernel.instants import local, parse_instant, to_us
from waarborg.plumbing.web import marks, wording
from waarborg.trust.queries.not_kept import called, length, not_kept
from waarborg.trust.queries.pictured import pictures_of
from waarborg.trust.queries.words import level, say
from waarborg.trust.rules.figured import shown
from waarborg.trust.rules.measure_block import value_words

Plain = Mapping[str, Any]
# The mark of each verdict in the design system.
MARKS = {"open": "running", "timed": "rest", "idle": "rest", "not-measured": "unknown"}
TALLIED = ("met", "broken", "not-measured")
ONLY_IF_ANY = ("exceeded", "waived", "open", "timed", "void")
# Of what was declared: neither kept nor broken.
DECLARED = ("holds", "expired")
SHOWN_LATE = 3


def present(payload: Plain, *, sha256: str, fingerprint: str, lang: str) -> dict[str, Any]:
    """Everything a reader sees, as texts, lists and dicts. `lang` is nl or en."""
    zone, promises = payload["zone"], payload["promises"]
    ours = [one for one in promises if one["by"] == "provider"]
    made = parse_instant(payload["made_at"])
    titles = {one["id"]: one[lang] for one in promises}
    return {
        "lang": lang,
        "title": say("title", lang, month=wording.month_words(payload["month"], lang)),
        "number": payload["number"],
        "month": wording.month_words(payload["month"], lang),
        "made": say("made", lang, date=_date(made, lang, zone)),
        "provider": payload["provider"],
        "customer": payload["customer"]["name"],
        "for": say("for", lang),
        "agreement": _agreement(payload, lang),
        "notes": _notes(payload, lang),
        "lead": _lead(payload, lang),
        "tally": _tally(payload, lang),
        "heads": {key.replace("-", "_"): say(key, lang) for key in HEADS},
        "rows": [_row(one, lang) for one in ours if one["enforced"] and not one.get("fact")],
        "legend": say("legend", lang),
        "not_kept": not_kept(ours, payload, lang),
        "measures": [_measure(one, payload, lang) for one in ours if one.get("measure")],
        "checked": [_fact(one, lang) for one in _facts_by(ours, "check")],
        "checked_lead": say("checked-lead", lang),
        "declared": [_fact(one, lang) for one in _facts_by(ours, "declared")],
        "declared_lead": say("declared-lead", lang),
        "not_measured": _chapters([one for one in ours if not one["enforced"]], payload, lang),
        "not_measured_lead": say("not-measured-lead", lang),
        "customer_side": [one[lang] for one in promises if one["by"] == "customer"],
        "customer_lead": say("customer-lead", lang),
        "offered": _offered(payload, lang),
        "corrections": _corrections(payload, titles, lang),
        "signed": say("signed", lang, customer=payload["customer"]["name"]),
        "facts": _facts(payload, sha256, fingerprint, lang),
        "verify": _verify(payload, fingerprint, lang),
        "disagree": say("disagree", lang),
    }


HEADS = (
    *("table", "promised", "measured", "verdict", "evidence", "not-measured", "customer-side", "corrections"),
    *("measures", "checked", "declared"),
    *("signature", "seal", "verify", "all-measured"),
)


def file_name(payload: Plain, suffix: str) -> str:
    """What a report is saved as: bewijsrapport-2026-10-v1.json."""
    return f"bewijsrapport-{payload['month']}-v{payload['version']}.{suffix}"


def mark_of(verdict: str) -> str:
    return MARKS.get(verdict, verdict)


def word_of(verdict: str, lang: str) -> str:
    if verdict in ("timed", "open", "idle"):
        return say(verdict, lang)
    return marks.word(mark_of(verdict), lang)


def _date(at: datetime, lang: str, zone: str) -> str:
    return wording.date_words(wording.local_date(at, zone), lang, weekday=False)


def _agreement(payload: Plain, lang: str) -> str:
    """The versions in force in the month, newest last."""
    held = [one for one in payload["agreements"] if one["since"] < payload["period"]["to"]]
    last = held[-1]
    return say("agreement", lang, title=last["content"][lang], version=last["version"])


def _notes(payload: Plain, lang: str) -> list[str]:
    notes = []
    if not payload["period"]["complete"]:
        moment = wording.instant(parse_instant(payload["made_at"]), lang, payload["zone"])
        notes.append(say("interim", lang, moment=moment))
    if payload["restates"]:
        notes.append(say("restates", lang, number=payload["restates"]["number"]))
    return notes + _ended(payload, lang)


def _ended(payload: Plain, lang: str) -> list[str]:
    """That the agreement ended in the month or before it, where nothing came in its place by then."""
    held = [one for one in payload["agreements"] if one["since"] < payload["period"]["to"]]
    until = held[-1].get("until")
    if until is None or until > payload["period"]["to"]:
        return []
    last = wording.date_words(local(to_us(parse_instant(until)) - 1, payload["zone"]).date(), lang, weekday=False)
    before = until <= payload["period"]["from"]
    return [say("ended-before" if before else "ended-within", lang, last=last)]


def _count(number: int, lang: str) -> str:
    return say("promise", lang) if number == 1 else say("promises", lang, n=number)


def _lead(payload: Plain, lang: str) -> list[tuple[str, bool]]:
    """The report in plain words, as pieces of text of which some are strong."""
    totals, month = payload["totals"], wording.month_words(payload["month"], lang).split(" ")[0]
    before, after = say("lead-made", lang, count="|").split("|")
    pieces = [(before, False), (_count(totals["promises"], lang), True), (f"{after} ", False)]
    told = [(key, totals[key]) for key in ("met", "broken", *ONLY_IF_ANY) if totals[key]]
    if told:
        tested = sum(number for _, number in told)
        key = "lead-tested-one" if tested == 1 else "lead-tested"
        pieces.append((say(key, lang, month=month, count=_bare(tested, lang)) + ": ", False))
        for place, (key, number) in enumerate(told):
            if place:
                last = " en " if lang == "nl" else " and "
                pieces.append((last if place == len(told) - 1 else ", ", False))
            pieces.append((say(_lead_key(key, payload), lang, n=_bare(number, lang)), True))
        pieces.append((". ", False))
    else:
        pieces.append((say("lead-none", lang, month=month) + " ", False))
    pieces += [(f"{sentence} ", False) for sentence in _lead_of_facts(payload, lang)]
    missing = totals["not-measured"]
    if missing == 1:
        pieces.append((say("lead-not-measured-one", lang), False))
    elif missing:
        before, after = say("lead-not-measured", lang, count="|").split("|")
        pieces += [(before, False), (wording.number(missing, lang), True), (after, False)]
    return [piece for piece in pieces if piece[0]]


def _lead_of_facts(payload: Plain, lang: str) -> list[str]:
    """How many the software checked and found in order, and how many were declared."""
    ours = [one for one in payload["promises"] if one["by"] == "provider"]
    checked = sum(one["verdict"] == "holds" for one in _facts_by(ours, "check"))
    told = []
    if checked:
        key = "lead-checked-one" if checked == 1 else "lead-checked"
        told.append(say(key, lang, count=_count_of(checked, lang)))
    for state in DECLARED:
        if count := sum(one["verdict"] == state for one in _facts_by(ours, "declared")):
            told.append(say(f"lead-{state}", lang, count=_count_of(count, lang)))
    return told


def _lead_key(verdict: str, payload: Plain) -> str:
    """A figure is not longer than experience, as a clock is: it lies beside it."""
    figures = any(one.get("measure") and one["verdict"] == verdict for one in payload["promises"])
    return "lead-exceeded-figure" if verdict == "exceeded" and figures else f"lead-{verdict}"


def _count_of(number: int, lang: str) -> str:
    word = _bare(number, lang)
    return word[:1].upper() + word[1:]


def _bare(number: int, lang: str) -> str:
    one = "één" if lang == "nl" else "one"
    return one if number == 1 else wording.number(number, lang)


def _tally(payload: Plain, lang: str) -> list[dict[str, Any]]:
    totals = payload["totals"]
    some = [key for key in (*ONLY_IF_ANY, *DECLARED) if totals.get(key)]
    keys = [*TALLIED[:2], *some, "idle", TALLIED[2]]
    return [
        {"state": mark_of(key), "word": word_of(key, lang), "count": wording.number(totals[key], lang)} for key in keys
    ]


def _row(promise: Plain, lang: str) -> dict[str, Any]:
    letter, name = level(promise["level"], lang)
    numbers = sorted({number for run in promise["evidence"] for number in run["sequences"]})
    stated = (promise.get("measure") or {}).get("stated", ())
    numbers = numbers or [one["sequence"] for one in stated]
    first = wording.number(numbers[0], lang).replace(".", " ").replace(",", " ") if numbers else ""
    key = "journal-lines" if len(numbers) > 1 else "journal-line"
    return {
        "id": promise["id"],
        "words": promise[lang],
        "clauses": ", ".join(promise["clauses"]),
        "level": letter,
        "level_name": name,
        "measured": _measured(promise, lang),
        "state": mark_of(promise["verdict"]),
        "verdict": word_of(promise["verdict"], lang),
        "evidence": say(key, lang, n=first) if numbers else "",
    }


def _measure(promise: Plain, payload: Plain, lang: str) -> dict[str, Any]:
    """How the figure of a measure came about."""
    return {
        "words": promise[lang],
        "state": mark_of(promise["verdict"]),
        "verdict": word_of(promise["verdict"], lang),
        "lines": promise["measure"]["explanation"][lang],
        "pictures": pictures_of(promise, payload, lang),
    }


def _facts_by(promises: Iterable[Plain], source: str) -> list[Plain]:
    """The facts with this source; those that were not so first."""
    found = [one for one in promises if one.get("fact") and one["fact"]["source"] == source]
    return sorted(found, key=lambda one: one["verdict"] != "broken")


def _fact(promise: Plain, lang: str) -> dict[str, Any]:
    found = promise["fact"]
    return {
        "words": promise[lang],
        "state": mark_of(promise["verdict"]),
        "verdict": word_of(promise["verdict"], lang),
        "lines": found["explanation"][lang],
    }


def _figure(promise: Plain, lang: str) -> str:
    """`83 van 100, 83 %`; `gemiddeld 2:06 werkuur`; what is known where not all of it is."""
    found = promise["measure"]
    if "indicator" in found:
        value = shown(found["numerator"], found["denominator"], found["unit"], found["statistic"], lang)
        shared = found["unit"] == "share" and value
        part = f"{say('of', lang, met=found['numerator'], count=found['denominator'])}, " if shared else ""
        return part + value or say("nothing", lang)
    if found["least"] is None:
        return say("nothing", lang)
    value = value_words(found["least"], found["unit"], lang)
    if found["known"] < found["counted"]:
        return say("known", lang, least=value, known=found["known"], counted=found["counted"])
    if found["unit"] == "share":
        return f"{say('of', lang, met=found['numerator'], count=found['denominator'])}, {value}"
    return say(f"figure-{found['statistic']}", lang, value=value)


def _measured(promise: Plain, lang: str) -> str:
    """`4 van 4, langzaamste 0:41`; `3 van 4, M-00042 0:27 te laat`."""
    if promise.get("measure"):
        return _figure(promise, lang)
    found, runs = promise["measured"], promise["evidence"]
    parts = []
    if found["count"]:
        parts.append(say("of", lang, met=found["met"], count=found["count"]))
    late = [run for run in runs if run["verdict"] in ("broken", "exceeded")]
    if late:
        parts.append(_late(late, lang))
    elif found["met"]:
        slowest = max((run for run in runs if run["used_us"] is not None), key=lambda run: run["used_us"], default=None)
        if slowest:
            text = length(slowest["used_us"], slowest["business"], lang)
            parts.append(say("slowest", lang, length=text))
    for key in ("waived", "timed", "open", "void"):
        if found[key]:
            parts.append(say(f"{key}-count", lang, n=found[key]))
    return ", ".join(parts) or say("nothing", lang)


def _late(runs: Sequence[Plain], lang: str) -> str:
    told = []
    for run in runs[:SHOWN_LATE]:
        key = "over" if run["verdict"] == "exceeded" else "late"
        late = run["late_us"]
        text = say("not-yet-done", lang) if late is None else say(key, lang, length=length(late, run["business"], lang))
        told.append(f"{called(run)} {text}")
    if len(runs) > SHOWN_LATE:
        told.append(say("and-others", lang, n=len(runs) - SHOWN_LATE))
    return ", ".join(told)


def _chapters(promises: Iterable[Plain], payload: Plain, lang: str) -> list[dict[str, Any]]:
    """Promises that were not measured, by chapter of the agreement, in its order, each with what is still missing."""
    named: dict[str, Any] = {}
    for one in payload["agreements"]:
        named |= one["content"].get("chapters", {})
    found: dict[str, list[str]] = {}
    for promise in promises:
        waits = promise["waits"][lang]
        why = say("waits", lang, names=waits) if waits else say("waits-for-nothing", lang)
        found.setdefault(promise["chapter"], []).append(f"{promise[lang]} ({why})")
    return [
        {"name": named.get(chapter, {}).get(lang, chapter), "promises": words, "count": len(words)}
        for chapter, words in found.items()
    ]


def _offered(payload: Plain, lang: str) -> str:
    """What is not in the report, and why, in a sentence each."""
    out = payload.get("left_out", {})
    kinds = ("offered", payload["offered"]), ("not-bought", out.get("not_bought")), ("no-longer", out.get("ended"))
    return " ".join(say(key, lang, count=_count(len(names), lang)) for key, names in kinds if names)


def _corrections(payload: Plain, titles: Mapping[str, str], lang: str) -> list[str]:
    found = []
    if payload["restates"]:
        found.append(say("corrected", lang, **payload["restates"]))
    for promise in payload["promises"]:
        for run in () if promise.get("measure") else promise["evidence"]:
            if run["restated"]:
                verdict, words = word_of(run["verdict"], lang), titles[promise["id"]].rstrip(".")
                found.append(say("correction", lang, subject=called(run), promise=f"‘{words}’", verdict=verdict))
    return found or [say("no-corrections", lang)]


def _facts(payload: Plain, sha256: str, fingerprint: str, lang: str) -> list[dict[str, Any]]:
    journal, previous = payload["journal"], payload["previous"]
    some = journal["last"] >= journal["first"]
    lines = say("lines", lang, first=journal["first"], last=journal["last"]) if some else say("no-lines", lang)
    held = [one for one in payload["agreements"] if one["since"] < payload["period"]["to"]]
    versions = [f"{one['agreement']} {one['version']} sha256 {grouped(one['sha256'][:16])} …" for one in held]
    before = (
        f"{previous['number']} sha256 {grouped(previous['sha256'][:16])} …" if previous else say("no-previous", lang)
    )
    made = parse_instant(payload["made_at"])
    seconds = made.astimezone(UTC).strftime(":%S")
    facts = [
        ("fact-report", f"sha256 {grouped(sha256)}", True),
        ("fact-journal", lines, False),
        ("fact-head", grouped(journal["head"]), True),
        ("fact-agreement", "; ".join(versions), True),
        ("fact-previous", before, previous is not None),
        ("fact-key", say("key", lang, fingerprint=fingerprint), False),
        ("fact-made", f"{wording.instant(made, lang, payload['zone'])}{seconds} ({payload['zone']})", False),
    ]
    return [{"name": say(key, lang), "text": text, "code": code} for key, text, code in facts]


def grouped(digits: str) -> str:
    """Hexadecimal digits in fours, so that people can compare them."""
    return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))


def _verify(payload: Plain, fingerprint: str, lang: str) -> dict[str, Any]:
    file = file_name(payload, "json")
    return {
        "keep": say("verify-1", lang, file=file),
        "run": say("verify-2", lang),
        "command": f"waarborg verify {file} --key {fingerprint}",
        "see": say("verify-3", lang),
    }
