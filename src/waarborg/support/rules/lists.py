"""Words in the files of lists that the pages say in their own templates."""

from collections.abc import Mapping
from typing import Final

from waarborg.support.rules.chats.ends import ENDS

Words = Mapping[str, Mapping[str, str]]

CALLS: Final[Words] = {
    "planned": {"nl": "wij bellen", "en": "we call"},
    "held": {"nl": "gesproken", "en": "we spoke"},
    "cancelled": {"nl": "afgezegd", "en": "cancelled"},
    "given-up": {"nl": "niemand nam op", "en": "nobody answered"},
}
APPOINTMENTS: Final[Words] = {
    "planned": {"nl": "afgesproken", "en": "planned"},
    "running": {"nl": "bezig", "en": "going on"},
    "done": {"nl": "geweest", "en": "held"},
    "cancelled": {"nl": "afgezegd", "en": "cancelled"},
}
URGENT: Final[Words] = {
    "included": {"nl": "gaat voor, inbegrepen", "en": "goes first, included"},
    "charged": {"nl": "gaat voor, kost extra", "en": "goes first, costs extra"},
    "allowed": {"nl": "gaat voor, toegestaan", "en": "goes first, allowed"},
    "limited": {"nl": "gewone melding", "en": "normal report"},
}
QUESTIONS: Final[Words] = {
    "open": {"nl": "wacht op antwoord", "en": "waits for an answer"},
    "answered": {"nl": "beantwoord", "en": "answered"},
    "ticket": {"nl": "werd een melding", "en": "became a ticket"},
    "dismissed": {"nl": "terzijde gelegd", "en": "put aside"},
}
COLLEAGUE: Final[Words] = {
    "open": {"nl": "wacht op een collega", "en": "waits for a colleague"},
    "answered": {"nl": "beantwoord", "en": "answered"},
    "passed-on": {"nl": "doorgegeven aan ons", "en": "passed on to us"},
}
ARTICLES: Final[Words] = {
    "draft": {"nl": "concept", "en": "draft"},
    "published": {"nl": "gepubliceerd", "en": "published"},
    "withdrawn": {"nl": "ingetrokken", "en": "withdrawn"},
}
USE: Final[Words] = {
    "unknown": {"nl": "niet te vergelijken", "en": "cannot be compared"},
    "inside": {"nl": "binnen redelijk gebruik", "en": "within fair use"},
    "near": {"nl": "nadert de grens", "en": "near the limit"},
    "over": {"nl": "meer dan redelijk gebruik", "en": "more than fair use"},
}
CHATS: Final[Words] = {
    "": {"nl": "gaande", "en": "going on"},
    **{str(how): said for how, said in ENDS.items()},
}
MAILS: Final[Words] = {
    "waiting": {"nl": "wordt gelezen", "en": "is being read"},
    "taken": {"nl": "geplaatst", "en": "placed"},
    "held": {"nl": "te beslissen", "en": "to decide"},
    "unreadable": {"nl": "onleesbaar", "en": "unreadable"},
    "bounced": {"nl": "teruggekomen", "en": "returned"},
    "ignored": {"nl": "niets mee te doen", "en": "nothing to be done"},
    "dismissed": {"nl": "terzijde gelegd", "en": "put aside"},
}
