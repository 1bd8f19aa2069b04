"""What open tickets can be imported with."""

from waarborg.customers.rules.importing.cells import line_of_text, long_text, moment, word_of
from waarborg.customers.rules.importing.columns import Column
from waarborg.kernel.errors import BadInput

STATE_WORDS = {
    "open": ("open", "nieuw", "new", "in behandeling", "in progress", "being handled", "heropend", "reopened"),
    "waiting": (
        "wacht op klant",
        "waiting for customer",
        "wachten op klant",
        "wacht op u",
        "pending",
        "on hold",
        "in afwachting",
    ),
}
_MAIL = ("e-mail melder", "reporter e-mail", "melder e-mail", "contactpersoon", "aanvrager", "requester", "e-mailadres")


class NoWordsYet(BadInput):
    code = "support.import.no-words-yet"
    nl = "Deze klant is nog aan geen overeenkomst gebonden, dus zijn er nog geen prioriteiten."
    en = "This customer is not bound to an agreement yet, so there are no priorities."
    nl_way_out = "Koppel eerst de overeenkomst, of neem de kolom met prioriteiten niet over."
    en_way_out = "Bind the agreement first, or do not import the column of priorities."


class NotStaff(BadInput):
    code = "support.import.not-staff"
    nl = "Geen collega die meldingen mag beantwoorden heeft dit e-mailadres."
    en = "No colleague who may answer reports has this e-mail address."
    nl_way_out = "Geef de collega eerst een rol, of laat de cel leeg."
    en_way_out = "Give the colleague a role first, or leave the cell empty."


TICKETS = (
    Column(
        "reference",
        "referentie",
        "reference",
        line_of_text(100),
        needed=True,
        also=("meldingnummer", "ticketnummer", "ticket", "ticket id", "id", "nummer", "number", "case number"),
    ),
    Column(
        "customer",
        "klant",
        "customer",
        line_of_text(200),
        needed=True,
        also=("klantnummer", "klantcode", "organisatie", "bedrijf", "company", "organisation", "account", "relatie"),
    ),
    Column("subject", "onderwerp", "subject", line_of_text(200), needed=True, also=("titel", "title", "samenvatting")),
    Column(
        "reported",
        "gemeld op",
        "reported at",
        moment,
        needed=True,
        also=("aangemaakt", "aangemaakt op", "created", "created at", "datum", "date", "meldingsdatum", "opened"),
    ),
    Column("what", "omschrijving", "description", long_text(20_000), also=("wat", "beschrijving", "tekst", "body")),
    Column("kind", "soort", "kind", line_of_text(200), also=("type", "categorie", "category")),
    Column("priority", "prioriteit", "priority", line_of_text(200), also=("urgentie", "urgency", "ernst", "severity")),
    Column("state", "status", "status", word_of(STATE_WORDS), also=("state", "staat")),
    Column("reporter", "melder", "reporter", line_of_text(254), also=_MAIL),
    Column("place", "waar", "where", line_of_text(200), also=("module", "onderdeel", "component")),
    Column("since", "sinds", "since", line_of_text(200)),
    Column("affected", "wie", "affected", line_of_text(200), also=("getroffenen", "wie heeft er last van")),
    Column("assignee", "behandelaar", "assignee", line_of_text(254), also=("toegewezen aan", "assigned to", "agent")),
)
REACH_WORDS = {
    "public": ("public", "openbaar", "iedereen", "everybody"),
    "customers": ("customers", "klanten", "alle klanten", "all customers"),
    "staff": ("staff", "collega's", "intern", "internal", "colleagues only"),
}
ARTICLES = (
    Column("reference", "referentie", "reference", line_of_text(100), needed=True, also=("id", "nummer", "number")),
    Column("title_nl", "titel", "title in Dutch", line_of_text(150), also=("titel nl", "title nl", "title")),
    Column("body_nl", "tekst", "text in Dutch", long_text(60_000), also=("tekst nl", "body nl", "body", "text")),
    Column("title_en", "titel in het Engels", "title in English", line_of_text(150), also=("titel en", "title en")),
    Column("body_en", "tekst in het Engels", "text in English", long_text(60_000), also=("tekst en", "body en")),
    Column("reach", "voor wie", "for whom", word_of(REACH_WORDS), also=("doelgroep", "reach", "audience")),
    Column("published", "gepubliceerd op", "published at", moment, also=("gepubliceerd", "published", "published_at")),
)
