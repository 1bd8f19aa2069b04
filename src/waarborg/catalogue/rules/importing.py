"""What the catalogue and purchases can be imported with; exports have the same columns."""

import re
from datetime import date
from typing import Final
from zoneinfo import ZoneInfo

from waarborg.catalogue.rules import rings
from waarborg.catalogue.rules.kinds import KINDS, WORDS
from waarborg.customers.rules.importing.cells import ZONE, line_of_text, moment, word_of
from waarborg.customers.rules.importing.columns import Column
from waarborg.kernel.errors import BadInput

_CUSTOMER = ("klantnummer", "klantcode", "organisatie", "bedrijf", "company", "organisation", "account", "relatie")


class NoSuchItem(BadInput):
    code = "catalogue.import.no-such-item"
    nl = "Zo heet er niets in het aanbod waar dit bij past."
    en = "Nothing in the catalogue that fits here has this word."
    nl_way_out = "Zet het eerst in het aanbod, of eerder in dit bestand. Bij gelijke woorden: schrijf module/woord."
    en_way_out = "Put it in the catalogue first, or in this file. Where words are alike: write module/word."


class NameNeeded(BadInput):
    code = "catalogue.import.under-needed"
    nl = "Zet erbij waar dit onder staat."
    en = "Say what this stands under."


class HeldAlready(BadInput):
    code = "catalogue.import.overlaps"
    nl = "Deze klant heeft dit in die tijd al."
    en = "This customer has this in that time already."
    nl_way_out = "Pas de dagen aan, of beëindig eerst de afname die er is."
    en_way_out = "Adjust the days, or end the purchase there is first."


class Circle(BadInput):
    code = "catalogue.import.circle"
    nl = "Dan had dit onderdeel uiteindelijk zichzelf nodig."
    en = "Then this component would in the end need itself."


def day(cell: str) -> date:
    """A day; of a moment, the day on which it falls here. Raises NotAMoment."""
    return moment(cell).astimezone(ZoneInfo(ZONE)).date()


def several(cell: str) -> tuple[str, ...]:
    """Words between commas, semicolons, bars or line breaks."""
    return tuple(dict.fromkeys(part.strip() for part in re.split(r"[,;|\n]", cell) if part.strip()))


_kind = word_of({kind: WORDS[kind] for kind in KINDS})
_ring = word_of(
    {
        rings.EARLY: ("vroeg", "early", "1"),
        rings.GENERAL: ("gewoon", "general", "2"),
        rings.LATE: ("laat", "late", "3"),
    }
)
_about = line_of_text(500)
_yes = word_of({"yes": ("ja", "yes", "x", "1", "true", "waar"), "no": ("nee", "no", "0", "false", "onwaar", "-")})

ITEMS: Final = (
    Column("kind", "soort", "kind", _kind, needed=True, also=("type",)),
    Column("key", "woord", "word", line_of_text(60), needed=True, also=("code", "sleutel", "key", "id")),
    Column("nl", "naam", "name in Dutch", line_of_text(120), needed=True, also=("name", "naam nederlands", "nl")),
    Column("en", "naam engels", "name in English", line_of_text(120), also=("english name", "en")),
    Column("under", "staat onder", "stands under", line_of_text(70), also=("onder", "under", "parent", "hoort bij")),
    Column("nl_about", "omschrijving", "description in Dutch", _about, also=("description", "waar het voor is")),
    Column("en_about", "omschrijving engels", "description in English", _about, also=("english description",)),
    Column("route", "pagina", "page", line_of_text(200), also=("route", "url", "pad", "path")),
    Column("third_party", "van een derde", "third party", _yes, also=("derde", "extern", "external")),
    Column("needs", "werkt niet zonder", "does not work without", several, also=("nodig", "needs", "depends on")),
)
PURCHASES: Final = (
    Column("customer", "klant", "customer", line_of_text(200), needed=True, also=_CUSTOMER),
    Column("item", "afgenomen", "bought", line_of_text(70), needed=True, also=("product", "module", "woord", "word")),
    Column("from", "eerste dag", "first day", day, needed=True, also=("vanaf", "from", "begin", "begindatum", "start")),
    Column("until", "laatste dag", "last day", day, also=("tot en met", "until", "einde", "einddatum", "end")),
    Column("ring", "ring", "ring", _ring, also=("uitrolring", "release ring", "nieuwe versies")),
)
