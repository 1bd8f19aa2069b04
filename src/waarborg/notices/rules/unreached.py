"""Why somebody has not been reached, in words; and when somebody has."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

# How a notice went to somebody by mail.
NO_MAIL: Final = "none"  # only in the portal
WAITING: Final = "waiting"
ACCEPTED: Final = "accepted"
REFUSED: Final = "refused"
HELD: Final = "held"  # the address is on the suppression list
DECLINED: Final = "declined"  # this person does without mail of this kind
NO_ADDRESS: Final = "no-address"
DROPPED: Final = "dropped"  # the notice was withdrawn, or somebody gave the message up, before it left

# What a mail server may still be told about.
UNSETTLED: Final = (WAITING, REFUSED, HELD, DROPPED)
# How the outbox calls what became of a message.
OF_OUTBOX: Final = {"sent": ACCEPTED, "kept": ACCEPTED, "dead": REFUSED, "dropped": DROPPED, "waiting": WAITING}

WHY: Final = {
    NO_MAIL: ("niet gemaild, en niet geopend in het portaal", "not mailed, and not opened in the portal"),
    WAITING: ("de mail wacht nog op verzending", "the mail still waits to be sent"),
    ACCEPTED: ("de mail is aangenomen, maar niet bevestigd", "the mail was accepted, but not confirmed"),
    REFUSED: ("de mailserver weigerde de mail", "the mail server refused the mail"),
    HELD: ("het adres staat op de blokkeerlijst", "the address is on the suppression list"),
    DECLINED: ("wil van deze soort geen mail", "does without mail of this kind"),
    NO_ADDRESS: ("geen e-mailadres bekend", "no e-mail address known"),
    DROPPED: ("de mail is ingetrokken voor verzending", "the mail was withdrawn before it left"),
    "nobody": ("niemand met deze rol bij deze klant", "nobody with this role at this customer"),
}


def why(mail: str, lang: str) -> str:
    """Raises KeyError for a word that is no way of mailing."""
    return WHY[mail][0 if lang == "nl" else 1]


@dataclass(frozen=True, slots=True)
class Traces:
    mail: str
    opened_at: datetime | None
    confirmed_at: datetime | None


def reached(traces: Traces, *, needs_confirmation: bool) -> bool:
    """Confirmed, where the notice asks that; otherwise opened in the portal, or mail that the relay accepted."""
    if needs_confirmation:
        return traces.confirmed_at is not None
    return traces.opened_at is not None or traces.mail == ACCEPTED
