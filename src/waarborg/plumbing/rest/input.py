"""Input of programs: texts that can be kept, and what is wrong said in two languages at the place where it is."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Annotated, Any

from django import forms
from ninja import Schema
from ninja.errors import ValidationError
from pydantic import AfterValidator, AwareDatetime, ConfigDict, StringConstraints
from pydantic_core import PydanticCustomError

from waarborg.kernel.errors import BadInput


class Body(Schema):
    """What is sent: a name that is not known is refused, because it would be ignored in silence."""

    model_config = ConfigDict(extra="forbid", defer_build=True)


def plain(text: str) -> str:
    """The database keeps neither the character zero nor half a character."""
    if "\0" in text or any(0xD800 <= ord(character) < 0xE000 for character in text):
        raise PydanticCustomError("unkeepable", "holds a character that cannot be kept")
    return text


def _of_our_time(instant: datetime) -> datetime:
    """Others fall off the calendar in one zone or another."""
    if not 2000 <= instant.year < 2100:
        raise PydanticCustomError("not_of_our_time", "lies outside 2000 to 2099")
    return instant.astimezone(UTC)


Instant = Annotated[AwareDatetime, AfterValidator(_of_our_time)]
Line = Annotated[str, StringConstraints(max_length=200), AfterValidator(plain)]
Word = Annotated[str, StringConstraints(max_length=60), AfterValidator(plain)]
Email = Annotated[str, StringConstraints(max_length=254), AfterValidator(plain)]
LongText = Annotated[str, StringConstraints(max_length=20_000), AfterValidator(plain)]

WORDS: Mapping[str, tuple[str, str]] = {
    "missing": ("ontbreekt", "is missing"),
    "extra_forbidden": ("bestaat hier niet", "does not exist here"),
    "string_type": ("moet tekst zijn", "must be text"),
    "string_too_long": ("is te lang: hoogstens {max_length} tekens", "is too long: at most {max_length} characters"),
    "string_too_short": ("is te kort: minstens {min_length} tekens", "is too short: at least {min_length} characters"),
    "int_type": ("moet een geheel getal zijn", "must be a whole number"),
    "int_parsing": ("moet een geheel getal zijn", "must be a whole number"),
    "int_from_float": ("moet een geheel getal zijn", "must be a whole number"),
    "int_parsing_size": ("is te groot", "is too large"),
    "bool_type": ("moet true of false zijn", "must be true or false"),
    "bool_parsing": ("moet true of false zijn", "must be true or false"),
    "uuid_type": ("moet een UUID zijn", "must be a UUID"),
    "uuid_parsing": ("moet een UUID zijn", "must be a UUID"),
    "literal_error": ("moet een van deze zijn: {expected}", "must be one of: {expected}"),
    "less_than_equal": ("mag hoogstens {le} zijn", "may be at most {le}"),
    "greater_than_equal": ("moet minstens {ge} zijn", "must be at least {ge}"),
    "list_type": ("moet een lijst zijn", "must be a list"),
    "too_long": ("heeft te veel delen: hoogstens {max_length}", "has too many parts: at most {max_length}"),
    "model_attributes_type": ("moet een object zijn", "must be an object"),
    "model_type": ("moet een object zijn", "must be an object"),
    "dict_type": ("moet een object zijn", "must be an object"),
    "datetime_from_date_parsing": ("moet een tijdstip zijn, met zone", "must be an instant, with its offset"),
    "datetime_parsing": ("moet een tijdstip zijn, met zone", "must be an instant, with its offset"),
    "datetime_type": ("moet een tijdstip zijn, met zone", "must be an instant, with its offset"),
    "timezone_aware": ("moet een tijdstip zijn, met zone", "must be an instant, with its offset"),
    "not_of_our_time": ("ligt buiten 2000 tot en met 2099", "lies outside 2000 to 2099"),
    "unkeepable": ("bevat een teken dat niet bewaard kan worden", "holds a character that cannot be kept"),
}
OTHERWISE = ("is zo niet te gebruiken", "cannot be used like this")


class Invalid(BadInput):
    """`faults` are (pointer, words in nl and en) of each thing that is wrong; see `problems.document`."""

    code = "plumbing.api.invalid"
    nl = "Het verzoek klopt niet op {count} plaats(en)."
    en = "The request is wrong in {count} place(s)."

    def __init__(self, faults: Sequence[tuple[str, Mapping[str, str]]] = (), **params: Any) -> None:
        super().__init__(**{"count": len(faults), **params})
        self.faults = tuple(faults)

    def __reduce__(self) -> tuple[Any, ...]:
        return Invalid, (self.faults,)


def of_schema(error: ValidationError) -> Invalid:
    """What the reading of path, query or body refused. A place in the body is a JSON pointer, others their name."""
    return Invalid([(_place(one["loc"]), _said(one)) for one in error.errors])


def _place(loc: Sequence[Any]) -> str:
    source, *path = loc
    if source == "body":
        # The first part is the name of the argument that takes the body.
        return "#/" + "/".join(str(part).replace("~", "~0").replace("/", "~1") for part in path[1:])
    return ".".join(str(part) for part in path)


def _said(one: Mapping[str, Any]) -> dict[str, str]:
    nl, en = WORDS.get(one["type"], OTHERWISE)
    given = {name: str(value) for name, value in (one.get("ctx") or {}).items()}
    return {"nl": nl.format_map(given), "en": en.format_map(given)}


def of_form(form: forms.Form) -> Invalid:
    """What a form of a page refused, in the language under way: the same check for people and for programs."""
    faults = []
    for name, errors in form.errors.get_json_data().items():
        words = " ".join(str(one["message"]) for one in errors)
        faults.append((f"#/{name}" if name != "__all__" else "#", {"nl": words, "en": words}))
    return Invalid(faults)
