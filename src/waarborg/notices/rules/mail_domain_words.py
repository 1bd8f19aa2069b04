"""The findings of mail_domain.py in words."""

from collections.abc import Mapping
from typing import Final

SILENT: Final = (
    (
        "Kon niet worden opgevraagd: er is geen naamserver bereikbaar, of hij antwoordde niet op tijd. Dat zegt niets "
        "over het record."
    ),
    (
        "Could not be looked up: no name server can be reached, or it did not answer in time. That says nothing of the "
        "record."
    ),
)
WORDS: Final[dict[tuple[str, str], tuple[str, str]]] = {
    ("spf", "none"): ("{domain} heeft geen SPF-record.", "{domain} has no SPF record."),
    ("spf", "several"): (
        "{domain} heeft meer dan één SPF-record; ontvangers keuren dan alles af.",
        "{domain} has more than one SPF record; receivers then reject everything.",
    ),
    ("spf", "term"): ("Het SPF-record bevat een fout: {term}", "The SPF record has a mistake: {term}"),
    ("spf", "look-ups"): (
        "Het SPF-record vraagt meer dan {most} opzoekingen; ontvangers keuren het dan af.",
        "The SPF record takes more than {most} look-ups; receivers then reject it.",
    ),
    ("spf", "open"): (
        "Het SPF-record laat iedereen toe (+all): {record}",
        "The SPF record lets everybody in (+all): {record}",
    ),
    ("spf", "neutral"): (
        "Het SPF-record zegt niets over andere afzenders; eindig met -all of ~all: {record}",
        "The SPF record says nothing of other senders; end with -all or ~all: {record}",
    ),
    ("spf", "good"): (
        "Het SPF-record is in orde. Controleer zelf of uw mailserver erin staat: {record}",
        "The SPF record is in order. See for yourself that your mail server stands in it: {record}",
    ),
    ("dkim", "no-selector"): (
        "Vul bij de afzender de DKIM-selector in; zonder die naam is er niets op te zoeken.",
        "Fill in the DKIM selector with the sender; without that name there is nothing to look up.",
    ),
    ("dkim", "none"): ("Er is geen DKIM-record op {name}.", "There is no DKIM record at {name}."),
    ("dkim", "several"): ("Op {name} staat meer dan één record.", "There is more than one record at {name}."),
    ("dkim", "unreadable"): (
        "Het DKIM-record op {name} is niet te lezen.",
        "The DKIM record at {name} cannot be read.",
    ),
    ("dkim", "revoked"): (
        "De sleutel op {name} is ingetrokken (leeg).",
        "The key at {name} has been revoked (it is empty).",
    ),
    ("dkim", "short"): (
        "De sleutel op {name} is te kort ({key}); neem 2048 bits of meer.",
        "The key at {name} is too short ({key}); take 2048 bits or more.",
    ),
    ("dkim", "testing"): (
        "Het DKIM-record zegt dat het een proef is (t=y).",
        "The DKIM record says that it is a trial (t=y).",
    ),
    ("dkim", "good"): (
        "Het DKIM-record op {name} is in orde ({key}).",
        "The DKIM record at {name} is in order ({key}).",
    ),
    ("dmarc", "none"): (
        "Er is geen DMARC-record op {name}; grote ontvangers vragen erom.",
        "There is no DMARC record at {name}; large receivers ask for one.",
    ),
    ("dmarc", "several"): (
        "Op {name} staat meer dan één DMARC-record; dat telt als geen.",
        "There is more than one DMARC record at {name}; that counts as none.",
    ),
    ("dmarc", "unreadable"): (
        "Het DMARC-record op {name} heeft geen geldig beleid (p=).",
        "The DMARC record at {name} has no valid policy (p=).",
    ),
    ("dmarc", "watching"): (
        "Het DMARC-beleid is none: ontvangers doen niets met valse mail uit uw naam.",
        "The DMARC policy is none: receivers do nothing with false mail in your name.",
    ),
    ("dmarc", "part"): (
        "Het DMARC-beleid geldt voor {part} % van de mail.",
        "The DMARC policy holds for {part} % of the mail.",
    ),
    ("dmarc", "no-reports"): (
        "Het DMARC-record vraagt geen rapporten (rua): u hoort niet wie uit uw naam mailt.",
        "The DMARC record asks for no reports (rua): you do not hear who mails in your name.",
    ),
    ("dmarc", "good"): (
        "Het DMARC-record op {name} is in orde (beleid {policy}).",
        "The DMARC record at {name} is in order (policy {policy}).",
    ),
}


def words(what: str, code: str, params: Mapping[str, str], lang: str) -> str:
    """A sentence. Raises KeyError for a finding without words."""
    pair = SILENT if code == "silent" else WORDS[what, code]
    return pair[0 if lang == "nl" else 1].format(**params)
