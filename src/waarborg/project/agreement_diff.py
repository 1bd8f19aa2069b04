"""``waarborg agreement diff OLD NEW``: what changes between two agreement files, and for whom that is better.

Exit status: 0 when nothing gets worse for the customer, 1 when something does or may or a file is refused, 2
when a file cannot be opened.
"""

import argparse
import json
from datetime import datetime
from typing import Any

from waarborg.project import agreement_files

_WORDS = {
    "nl": {
        "was": "was",
        "is": "wordt",
        "none": "Geen opzegtermijn: {old} noemt geen termijn voor een nieuwe versie.",
        "notice": "Aankondigen: {old} vraagt volgens {promise} “{moment}”. {day}",
        "from": "Aangekondigd op {told} kan dit ingaan vanaf {day}.",
        "free": "Niets wordt slechter: er is geen aankondiging vooraf nodig.",
        "definitions": "Begrippen en teksten",
    },
    "en": {
        "was": "was",
        "is": "becomes",
        "none": "No notice: {old} names no term for a new version.",
        "notice": "To announce: {old} asks, by {promise}, “{moment}”. {day}",
        "from": "Announced on {told} it can take effect from {day}.",
        "free": "Nothing gets worse: no notice is needed.",
        "definitions": "Definitions and texts",
    },
}
MARKS = {"better": "+", "worse": "-", "equal": "=", "neutral": "~", "unclear": "?"}


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("old", metavar="OLD", help="the agreement that holds now")
    parser.add_argument("new", metavar="NEW", help="the agreement, or an amendment of OLD, that would take its place")
    parser.add_argument("--announced", metavar="INSTANT", help="when customers are told: 2026-12-01T09:00+01:00")


def run(args: argparse.Namespace) -> int:
    from waarborg.kernel.instants import civil_start, from_us, parse_instant
    from waarborg.project.known_names import known_names
    from waarborg.promises.rules.difference import diff
    from waarborg.promises.rules.difference.notice import notice
    from waarborg.promises.rules.difference.words import as_mapping

    registry = known_names()
    old = agreement_files.opened(args.old, registry)
    new = agreement_files.opened(args.new, registry, base=old)
    if problems := (*old.problems, *new.problems):
        return agreement_files.refuse(problems, args)
    found = diff(old.require(), new.require())
    told_at = parse_instant(args.announced) if args.announced else None
    # Without a day of announcing only the rule itself is told; any day finds it.
    some_day = from_us(civil_start(found.old.effective, 0, found.old.timezone))
    asked = notice(found.old, told=told_at or some_day) if found.needs_notice else None
    if args.json:
        told = as_mapping(found, registry, args.lang)
        told["notice"] = asked and {
            "promise": asked.promise,
            "moment": str(asked.moment),
            "earliest": asked.earliest.isoformat() if told_at else None,
        }
        print(json.dumps(told, ensure_ascii=False))
    else:
        _print(found, registry, args.lang)
        if found:
            print(_notice(found, asked, told_at, args.lang))
    return 1 if found.needs_notice else 0


def _print(found: Any, registry: Any, lang: str) -> None:
    from waarborg.promises.rules.difference.words import definitions_in_words, promises_in_words, summary

    words = _WORDS[lang]
    print(summary(found, lang))
    for one in promises_in_words(found, registry, lang):
        _entry(one, words, lang)
    defined = definitions_in_words(found, registry, lang)
    if defined:
        print(f"\n{words['definitions']}")
    for one in defined:
        _entry(one, words, lang)


def _notice(found: Any, asked: Any, told: datetime | None, lang: str) -> str:
    words = _WORDS[lang]
    if asked is None:
        return "\n" + words["none" if found.needs_notice else "free"].format(old=found.old.name)
    day = words["from"].format(told=told.date(), day=asked.earliest.date()) if told else ""
    said = words["notice"].format(old=found.old.name, promise=asked.promise, moment=asked.moment, day=day)
    return f"\n{said.rstrip()}"


def _entry(one: Any, words: dict[str, str], lang: str) -> None:
    from waarborg.promises.rules.difference.words import kind_words, verdict_words

    print(f"\n{MARKS[one.verdict]} {one.id}: {kind_words(one.kind, lang)}, {verdict_words(one.verdict, lang)}")
    if one.old != one.new:
        for label, text in ((words["was"], one.old), (words["is"], one.new)):
            if text:
                print(f"    {label}: {text}")
    for said in one.changes:
        print(f"  {MARKS[said.verdict]} {said.label}: {said.old or '-'} -> {said.new or '-'}")
