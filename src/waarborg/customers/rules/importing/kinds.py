"""What organisations, people and their roles can be imported with."""

from waarborg.customers.rules.importing.cells import count, language, line_of_text, moment, role, roles
from waarborg.customers.rules.importing.columns import Column

REFERENCE_LENGTH = 100
_CUSTOMER = ("klantnummer", "klantcode", "organisatie", "bedrijf", "company", "organisation", "account", "relatie")
_MAIL = ("e-mail", "email", "mail", "email address", "emailadres")

CUSTOMERS = (
    Column(
        "reference",
        "referentie",
        "reference",
        line_of_text(REFERENCE_LENGTH),
        needed=True,
        also=("klantnummer", "klantcode", "debiteurnummer", "relatienummer", "code", "id", "nummer", "number"),
    ),
    Column(
        "name",
        "naam",
        "name",
        line_of_text(200),
        needed=True,
        also=("klant", "klantnaam", "bedrijfsnaam", "organisatie", "customer", "customer name", "company", "bedrijf"),
    ),
    Column("slug", "korte naam", "short name", line_of_text(60), also=("slug",)),
    Column("size", "aantal medewerkers", "employees", count, also=("medewerkers", "omvang", "size", "fte")),
    Column("language", "taal", "language", language),
    Column("since", "klant sinds", "customer since", moment, also=("sinds", "since", "begindatum", "created")),
)
PEOPLE = (
    Column("customer", "klant", "customer", line_of_text(200), needed=True, also=_CUSTOMER),
    Column("name", "naam", "name", line_of_text(200), needed=True, also=("volledige naam", "full name")),
    Column("email", "e-mailadres", "e-mail address", line_of_text(254), needed=True, also=_MAIL),
    Column(
        "reference",
        "referentie",
        "reference",
        line_of_text(REFERENCE_LENGTH),
        also=("contactnummer", "persoonsnummer", "id", "contact id", "nummer", "number"),
    ),
    Column("initials", "initialen", "initials", line_of_text(4)),
    Column("language", "taal", "language", language),
    Column("roles", "rollen", "roles", roles, also=("rol", "role", "bevoegdheid", "bevoegdheden", "rechten")),
)
CONTACTS = (
    Column("customer", "klant", "customer", line_of_text(200), needed=True, also=_CUSTOMER),
    Column(
        "person",
        "persoon",
        "person",
        line_of_text(254),
        needed=True,
        also=("contactpersoon", "contact", "contactnummer", "persoonsnummer", "e-mailadres", "e-mail address", *_MAIL),
    ),
    Column("role", "rol", "role", role, needed=True, also=("bevoegdheid", "authority", "rollen", "roles")),
    Column("from", "vanaf", "from", moment, also=("begin", "begindatum", "start", "sinds", "since")),
    Column("until", "tot", "until", moment, also=("einde", "einddatum", "end")),
)
