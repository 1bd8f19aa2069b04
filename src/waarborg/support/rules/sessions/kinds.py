"""What a session is, whom it is for, and how an enrolment stands."""

from collections.abc import Mapping
from typing import Final

TRAINING: Final = "training"
IDEA_DAY: Final = "idea-day"
EVALUATION: Final = "evaluation"
KINDS: Final[Mapping[str, Mapping[str, str]]] = {
    TRAINING: {"nl": "training", "en": "training"},
    IDEA_DAY: {"nl": "ideeëndag", "en": "idea day"},
    EVALUATION: {"nl": "evaluatiegesprek", "en": "evaluation session"},
}

NOBODY: Final = "provider"
CUSTOMERS: Final = "customers"
PRODUCT: Final = "product"
ONE: Final = "customer"
# The words of `reach`, which row policies read once a session is out.
REACHES: Final[Mapping[str, Mapping[str, str]]] = {
    CUSTOMERS: {"nl": "alle klanten", "en": "all customers"},
    PRODUCT: {"nl": "klanten met een product of module", "en": "customers with a product or module"},
    ONE: {"nl": "één klant", "en": "one customer"},
}

DRAFT: Final = "draft"
OPEN: Final = "open"
HELD: Final = "held"
CANCELLED: Final = "cancelled"
STATES: Final[Mapping[str, Mapping[str, str]]] = {
    DRAFT: {"nl": "concept", "en": "draft"},
    OPEN: {"nl": "staat open", "en": "open"},
    HELD: {"nl": "geweest", "en": "held"},
    CANCELLED: {"nl": "gaat niet door", "en": "cancelled"},
}

ENROLLED: Final = "enrolled"
WAITING: Final = "waiting"
WITHDRAWN: Final = "withdrawn"
# Those that take a place, or stand in line for one.
STANDING: Final = (ENROLLED, WAITING)
ENROLMENTS: Final[Mapping[str, Mapping[str, str]]] = {
    ENROLLED: {"nl": "ingeschreven", "en": "enrolled"},
    WAITING: {"nl": "op de wachtlijst", "en": "on the waiting list"},
    WITHDRAWN: {"nl": "afgemeld", "en": "withdrawn"},
}
