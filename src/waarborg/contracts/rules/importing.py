"""What contracts by reference can be imported with."""

import re
from datetime import date
from zoneinfo import ZoneInfo

from waarborg.customers.rules.importing.cells import ZONE, line_of_text, moment
from waarborg.customers.rules.importing.columns import Column
from waarborg.kernel.errors import BadInput

REFERENCE_LENGTH = 100


class NoSuchVersion(BadInput):
    code = "contracts.import.no-such-version"
    nl = "Er is geen overeenkomst gepubliceerd met deze naam en versie."
    en = "No agreement has been published under this name and version."
    nl_way_out = "Publiceer haar eerst. Gepubliceerd zijn: {known}."
    en_way_out = "Publish it first. Published are: {known}."


class BoundOtherwise(BadInput):
    code = "contracts.import.bound-otherwise"
    nl = "Deze klant is al gebonden aan {held}."
    en = "This customer is bound to {held} already."
    nl_way_out = "Kondig de andere versie aan op het scherm Overeenkomsten; een import neemt een klant niets af."
    en_way_out = "Announce the other version under Agreements; an import takes nothing away from a customer."


class TakenReference(BadInput):
    code = "contracts.import.taken"
    nl = "Deze klant heeft al een contract met deze referentie."
    en = "This customer has a contract with this reference already."
    nl_way_out = "Wijzig dat contract op de pagina van de klant, of kies een andere referentie."
    en_way_out = "Change that contract on the page of the customer, or choose another reference."


def day(cell: str) -> date:
    """A day as `moment` reads it, in the zone of the files."""
    return moment(cell).astimezone(ZoneInfo(ZONE)).date()


def references(cell: str) -> tuple[str, ...]:
    """Several references in one cell, between commas, semicolons, bars or line breaks; in the order in which they
    stand."""
    read = line_of_text(REFERENCE_LENGTH)
    return tuple(dict.fromkeys(read(part) for part in re.split(r"[,;|\n]", cell) if part.strip()))


CONTRACTS = (
    Column(
        "reference",
        "referentie",
        "reference",
        line_of_text(REFERENCE_LENGTH),
        needed=True,
        also=("contractnummer", "contract", "contract number", "contractreferentie", "nummer", "number", "id"),
    ),
    Column(
        "customer",
        "klant",
        "customer",
        line_of_text(200),
        needed=True,
        also=("klantnummer", "klantcode", "organisatie", "bedrijf", "company", "organisation", "account", "relatie"),
    ),
    Column("agreement", "overeenkomst", "agreement", line_of_text(60), needed=True, also=("dienst", "service")),
    Column("version", "versie", "version", line_of_text(60), needed=True, also=("versie overeenkomst",)),
    Column(
        "from", "vanaf", "from", day, needed=True, also=("ingangsdatum", "begin", "begindatum", "start", "start date")
    ),
    Column("until", "tot en met", "until", day, also=("einddatum", "einde", "end", "end date", "tot")),
    Column(
        "amendments", "wijzigingen", "amendments", references, also=("addenda", "bijlagen", "amendment", "addendum")
    ),
)
