"""What a feature is for one customer: by its effect on the way of working, and by what the customer said of it.

A feature without effect is everybody's as soon as it is released (AP-40). One with effect is switched on by us after
the customer consented (AP-41), and stays off where the customer declined it, whatever is released later (AP-44).
"""

from typing import Final

NONE: Final = "none"
PROCESS: Final = "process"
IMPACTS: Final = (NONE, PROCESS)

# What the register says of a customer; `expected` while the feature is not released.
EXPECTED: Final = "expected"
AVAILABLE: Final = "available"
REQUESTED: Final = "requested"
CONSENTED: Final = "consented"
ACTIVE: Final = "active"
DECLINED: Final = "declined"
# What a row of a customer may hold; without a row the customer said nothing yet.
SAID: Final = (REQUESTED, CONSENTED, ACTIVE, DECLINED)
REGISTER: Final = (EXPECTED, AVAILABLE, *SAID)

# How a consent that staff record came to us; `in-account` is the customer's own, in the portal.
IN_ACCOUNT: Final = "in-account"
FORMS: Final = (IN_ACCOUNT, "meeting", "phone", "mail")

WITH_MANUAL: Final = "with-manual"
WITHOUT_MANUAL: Final = "without-manual"

_IMPACT_WORDS: Final = {
    NONE: ("geen gevolg voor de werkwijze", "no effect on the way of working"),
    PROCESS: ("gevolg voor de werkwijze", "an effect on the way of working"),
}
_REGISTER_WORDS: Final = {
    EXPECTED: ("komt eraan", "coming"),
    AVAILABLE: ("beschikbaar", "available"),
    REQUESTED: ("gevraagd", "requested"),
    CONSENTED: ("akkoord, wordt aangezet", "agreed, about to be switched on"),
    ACTIVE: ("staat aan", "on"),
    DECLINED: ("geweigerd", "declined"),
}
_FORM_WORDS: Final = {
    IN_ACCOUNT: ("in het portaal", "in the portal"),
    "meeting": ("in een gesprek", "in a meeting"),
    "phone": ("per telefoon", "by telephone"),
    "mail": ("per e-mail", "by mail"),
}


def call_impact(impact: str, lang: str) -> str:
    return _IMPACT_WORDS[impact][0 if lang == "nl" else 1]


def call_state(state: str, lang: str) -> str:
    """What the register says, in words."""
    return _REGISTER_WORDS[state][0 if lang == "nl" else 1]


def call_form(form: str, lang: str) -> str:
    return _FORM_WORDS[form][0 if lang == "nl" else 1]


def state(impact: str, *, released: bool, said: str = "") -> str:
    """What the register says of a customer who `said` this (one of `SAID`, or nothing yet)."""
    if said == DECLINED:
        return DECLINED
    if not released:
        return REQUESTED if said in (REQUESTED, CONSENTED) else EXPECTED
    if impact == NONE:
        return ACTIVE
    return said or AVAILABLE


def is_on(impact: str, *, released: bool, said: str = "") -> bool:
    """Whether the customer's people can use it. What is not known to be on is off."""
    return released and state(impact, released=released, said=said) == ACTIVE


def form_of(has_manual: bool) -> str:
    """What an agreement calls a feature with, or without, a manual that says who may do what (CL-61)."""
    return WITH_MANUAL if has_manual else WITHOUT_MANUAL


def names_rights(headings: list[str]) -> bool:
    """Whether a manual with these headings has a part on who may do what: a heading that speaks of rights, roles or
    permissions, in Dutch or in English."""
    words = ("recht", "rollen", "bevoegd", "right", "role", "permission", "wie mag", "who may")
    return any(word in heading.casefold() for heading in headings for word in words)
