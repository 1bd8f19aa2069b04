"""What all actions on people check: readable fields, and an address that is used once in the organisation."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from waarborg.kernel.errors import BadInput, Refusal


class EmailTaken(Refusal):
    code = "customers.person.email-taken"
    nl = "Binnen deze organisatie gebruikt al iemand het e-mailadres {email}."
    en = "Somebody at this organisation uses the e-mail address {email} already."
    nl_way_out = "Wijzig de gegevens van die persoon, of gebruik een ander adres."
    en_way_out = "Change that person's details, or use another address."


class HasLeft(Refusal):
    code = "customers.person.has-left"
    nl = "{name} is vertrokken en heeft geen toegang meer."
    en = "{name} has left and has no access any more."
    nl_way_out = "Voeg de persoon opnieuw toe als die terug is."
    en_way_out = "Add the person again if they are back."


class Unreadable(BadInput):
    code = "customers.person.unreadable"
    nl = "Dit is niet te gebruiken als {field_nl}."
    en = "This cannot be used as {field_en}."
    nl_way_out = "Kijk het na en vul het opnieuw in; er is niets gewijzigd."
    en_way_out = "Check it and fill it in again; nothing was changed."


WORDS = {
    "name": {"nl": "naam", "en": "name"},
    "email": {"nl": "e-mailadres", "en": "e-mail address"},
    "initials": {"nl": "initialen", "en": "initials"},
    "language": {"nl": "taal", "en": "language"},
}


def _unreadable(field: str) -> Unreadable:
    return Unreadable(path=field, field_nl=WORDS[field]["nl"], field_en=WORDS[field]["en"])


def initials_of(name: str) -> str:
    """At most three letters: "R. Specimen" gives RS."""
    letters = [word[0] for word in name.replace("-", " ").split() if word[0].isalpha()]
    chosen = letters if len(letters) <= 3 else [*letters[:2], letters[-1]]
    return "".join(chosen).upper() or "?"


def read_fields(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields of a person, tidied. Raises Unreadable with the field as its path."""
    tidy = dict(fields)
    if "name" in tidy:
        tidy["name"] = " ".join(str(tidy["name"]).split())
        if not 1 <= len(tidy["name"]) <= 200 or not tidy["name"].isprintable():
            raise _unreadable("name")
    if "email" in tidy:
        tidy["email"] = str(tidy["email"]).strip()
        try:
            validate_email(tidy["email"])
        except ValidationError:
            raise _unreadable("email") from None
        if len(tidy["email"]) > 254:
            raise _unreadable("email")
    if "initials" in tidy:
        tidy["initials"] = str(tidy["initials"]).strip()
        if not 1 <= len(tidy["initials"]) <= 4:
            raise _unreadable("initials")
    if tidy.get("language", "nl") not in ("nl", "en"):
        raise _unreadable("language")
    return tidy
