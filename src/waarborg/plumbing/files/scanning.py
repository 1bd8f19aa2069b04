"""Files are shown to the operator's own virus scanner before they are kept: clamd of ClamAV, over its socket.

Optional: without WAARBORG_VIRUS_SCANNER nothing is asked. With it, nothing is kept that the scanner did not see: while
it does not answer, files are refused and mails are tried again.
"""

import re
from typing import BinaryIO

import structlog
from django.conf import settings

from waarborg.kernel.errors import BadInput, Refusal
from waarborg.plumbing import clamd

_FOUND = re.compile(r"stream: (?P<what>.{1,200}) FOUND")
_log = structlog.get_logger()


class Infected(BadInput):
    code = "plumbing.file.infected"
    nl = "In het bestand {name} vond de virusscanner iets schadelijks ({what}). Het is niet bewaard."
    en = "In the file {name} the virus scanner found something harmful ({what}). It was not kept."
    nl_way_out = "Kijk uw computer na op virussen, en stuur het bericht zonder dit bestand."
    en_way_out = "Look your computer over for viruses, and send the message without this file."


class ScannerAway(Refusal):
    """The scanner does not answer, or could not look at the file to its end."""

    code = "plumbing.file.scanner-away"
    status = 503
    nl = "Het bestand {name} kon niet op virussen worden nagekeken. Er is niets opgeslagen."
    en = "The file {name} could not be looked over for viruses. Nothing was stored."
    nl_way_out = "Verstuur uw bericht zonder bijlage, of probeer het later opnieuw."
    en_way_out = "Send your message without the attachment, or try again later."


def scan(content: BinaryIO, *, name: str) -> None:
    """Have the scanner of the settings look at `content` (seekable), where there is one.

    Raises Infected, ScannerAway.
    """
    at = settings.VIRUS_SCANNER
    if not at:
        return
    try:
        answer = clamd.instream(content, at)
    except OSError as error:
        _log.error("the virus scanner is away", reason=type(error).__name__)
        raise ScannerAway(name=name) from None
    if answer == "stream: OK":
        return
    if found := _FOUND.fullmatch(answer):
        _log.warning("an infected file was refused", what=found["what"])
        raise Infected(name=name, what=found["what"])
    # Larger than its StreamMaxLength, for one: what it did not see to the end nobody vouches for.
    _log.error("the virus scanner could not look", said=answer[:200])
    raise ScannerAway(name=name)
