"""`waarborg probe`: measure from somewhere else, and deliver to the server what was seen."""

import argparse
import asyncio
import sys
from pathlib import Path

from waarborg.kernel.errors import BadInput

NAME = "probe"
HELP = "measure from this machine what a server asks, and deliver what was seen"
NEEDS_DJANGO = False


class TokenMissing(BadInput):
    code = "project.probe.token-missing"
    exit_code = 2
    nl = "Geef de sleutel van deze meetplaats met --token-file of --token."
    en = "Give the token of this place by --token-file or --token."


class BadInside(BadInput):
    code = "project.probe.inside"
    exit_code = 2
    nl = "“{text}” is geen naam, adres of netwerk."
    en = "“{text}” is no name, address or network."


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--server", required=True, metavar="URL", help="the address of the platform")
    parser.add_argument("--token", default="", help="the token of this place; others on this machine may see it here")
    parser.add_argument("--token-file", type=Path, help="a file that holds the token")
    parser.add_argument("--keep", type=Path, default=Path("waarborg-probe.sqlite"), help="where results are kept")
    parser.add_argument("--inside", default="", help="what of this machine's own network may be probed")
    parser.add_argument("--anchors", default="", help="who is asked whether the network works; none asks nobody")


def run(args: argparse.Namespace) -> int:
    """Until SIGTERM. Raises TokenMissing, BadInside, BadServer, ServerRefused."""
    from waarborg.project.probe_settings import ANCHORS, anchors, inside
    from waarborg.project.prober.away import Server, serve
    from waarborg.project.prober.reach import Reach

    token = _token(args)
    try:
        allowed, asked = inside(args.inside), anchors(args.anchors or ",".join(ANCHORS))
    except ValueError:
        raise BadInside(text=args.inside or args.anchors) from None
    server = Server(args.server, token)

    def tell(said: str) -> None:
        print(said, file=sys.stderr, flush=True)

    asyncio.run(serve(server, args.keep, Reach(allowed), asked, tell))
    return 0


def _token(args: argparse.Namespace) -> str:
    found = args.token_file.read_text().strip() if args.token_file else args.token
    if not found:
        raise TokenMissing()
    return str(found)
