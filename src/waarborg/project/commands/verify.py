"""``waarborg verify A [B]``: check signed reports without a database, a network, or trust in who made them."""

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

from waarborg.kernel.errors import BadInput

NAME = "verify"
HELP = "check a signed report, or that a second one continues the first"
NEEDS_DJANGO = False


class NoSuchFile(BadInput):
    code = "trust.verify.no-file"
    exit_code = 2
    nl = "Het bestand {file} kan niet worden gelezen: {reason}."
    en = "The file {file} cannot be read: {reason}."
    nl_way_out = "Kijk of het pad klopt en of u het bestand mag lezen."
    en_way_out = "Check the path, and that you may read the file."


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("report", metavar="A", help="a report: JSON, PDF, or a zip that holds one")
    parser.add_argument(
        "next", metavar="B", nargs="?", help="a later report of the same customer, which must continue A"
    )
    parser.add_argument(
        "--data",
        metavar="FILE",
        help="what figures of the last report were counted from: hash and sum must fit",
    )
    parser.add_argument("--key", metavar="FINGERPRINT", help="the key that must have signed, such as 5A:1E:C3:...")


def run(args: argparse.Namespace) -> int:
    from waarborg.trust.queries.checking import check_file
    from waarborg.trust.rules.verification import follows

    checked = []
    for file in filter(None, (args.report, args.next)):
        with _opened(file) as stream:
            checked.append((file, check_file(stream, key=args.key)))
    if len(checked) == 2:
        follows(checked[0][1].report, checked[1][1].report)
    counted = _counted_again(args.data, checked[-1][1]) if args.data else None
    if args.json:
        said: dict[str, Any] = {"good": True, "reports": [_plain(file, one) for file, one in checked]}
        print(json.dumps(said if counted is None else said | {"data": list(counted)}, ensure_ascii=False))
        return 0
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    for file, one in checked:
        print("\n".join(_told(file, one, args.lang, asked=args.key is not None)))
    if len(checked) == 2:
        named = {"one": checked[0][1].report.number, "other": checked[1][1].report.number}
        print(_say("{other} sluit aan op {one}", "{other} continues {one}", args.lang).format(**named))
    if counted is not None:
        fits = _say(
            "ruwe gegevens nageteld, hash en cijfer kloppen: {n} ({names})",
            "raw data counted again, hash and figure are right: {n} ({names})",
            args.lang,
        )
        print(fits.format(n=len(counted), names=", ".join(counted) or "-"))
    return 0


@contextmanager
def _opened(file: str) -> Iterator[BinaryIO]:
    """Raises NoSuchFile."""
    try:
        with open(file, "rb") as stream:
            yield stream
    except OSError as error:
        raise NoSuchFile(file=file, reason=error.strerror or str(error)) from error


def _counted_again(file: str, one: Any) -> tuple[str, ...]:
    from waarborg.trust.rules.raw_data import fits

    with _opened(file) as stream:
        return fits(one.report.payload, stream.read())


def _plain(file: str, one: Any) -> dict[str, Any]:
    payload = one.report.payload
    return {
        "file": file,
        "number": one.report.number,
        "customer": payload["customer"],
        "month": payload["month"],
        "sha256": one.report.envelope.sha256,
        "key": one.report.envelope.fingerprint,
        "pages": one.pages,
        "totals": payload["totals"],
        "promises": {promise["id"]: promise["verdict"] for promise in payload["promises"]},
        "measured_only_now": dict(one.report.unmeasured),
        "back_dated": list(one.report.back_dated),
    }


def _told(file: str, one: Any, lang: str, *, asked: bool) -> list[str]:
    from waarborg.trust.queries.presented import called, word_of

    payload, key = one.report.payload, one.report.envelope.fingerprint
    journal = payload["journal"]
    lines = [f"{file}: {one.report.number}, {payload['customer']['name']}, {payload['month']}"]
    signed = _say("ondertekend met sleutel {key}", "signed with key {key}", lang).format(key=key)
    if not asked:
        signed += _say(
            "; vergelijk die met de pagina Rapporten of met onze mail",
            "; compare it with the page Reports or with our mail",
            lang,
        )
    lines.append(f"  {signed}")
    chain = _say(
        "journaal: {n} regels zonder gat ({first}-{last})", "journal: {n} lines without a gap ({first}-{last})", lang
    )
    lines.append("  " + chain.format(n=len(journal["entries"]), first=journal["first"], last=journal["last"]))
    if one.report.back_dated:
        lines.append("  " + _back_dated(one.report.back_dated, lang))
    again = _say("klokken nagerekend, elk oordeel klopt:", "clocks worked out again, every verdict is right:", lang)
    lines.append(f"  {again}")
    for promise in payload["promises"]:
        if promise["enforced"]:
            late = [called(run) for run in promise["evidence"] if run["verdict"] in ("broken", "exceeded")]
            told = f"    {word_of(promise['verdict'], lang):<16} {promise['id']}"
            lines.append(f"{told} ({', '.join(late)})" if late else told)
    missing = _say("niet gemeten: {n} beloften", "not measured: {n} promises", lang)
    lines.append("  " + missing.format(n=sum(not promise["enforced"] for promise in payload["promises"])))
    lines += _only_now(one.report, lang)
    if one.pages is not None:
        lines.append("  " + _pages(one.pages, lang))
    return lines


def _back_dated(numbers: tuple[int, ...], lang: str) -> str:
    told = _say(
        "let op: later ingevoerd dan gebeurd, met een reden: {lines}",
        "note: entered later than it happened, with a reason: {lines}",
        lang,
    )
    return told.format(lines=", ".join(map(str, numbers)))


def _only_now(report: Any, lang: str) -> list[str]:
    """A report may say that the release which made it could not measure a promise. That is its maker's word."""
    from waarborg.trust.queries.presented import word_of

    if not report.unmeasured:
        return []
    told = _say(
        "let op: dit rapport zegt te zijn gemaakt met uitgave {software}, die deze beloften niet mat;"
        " uit hetzelfde journaal volgt nu:",
        "note: this report says that release {software} made it, which did not measure these promises;"
        " from the same journal follows now:",
        lang,
    )
    found = [f"    {word_of(verdict, lang):<16} {promise}" for promise, verdict in report.unmeasured]
    return ["  " + told.format(software=report.payload["software"]), *found]


def _pages(pages: bool, lang: str) -> str:
    if pages:
        return _say("de bladzijden zijn die van dit rapport", "the pages are those of this report", lang)
    return _say(
        "de bladzijden zijn met een andere uitgave opgemaakt en niet vergeleken; het rapport erin klopt",
        "the pages were drawn by another release and not compared; the report inside is right",
        lang,
    )


def _say(nl: str, en: str, lang: str) -> str:
    return nl if lang == "nl" else en
