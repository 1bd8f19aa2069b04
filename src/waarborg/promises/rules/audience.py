"""Noun phrases of the registry speak to the customer ("uw melding"); colleagues say "de melding"."""

import re

# Dutch nouns with "het" that phrases of the registry put "uw" before.
_HET = ("account", "akkoord", "antwoord", "besluit", "bezwaar", "bericht", "contract", "gebruik", "idee", "verzoek")


def as_staff_say(phrase: str, lang: str) -> str:
    """The same phrase for a colleague. For names of clocks: agreed wording stays as it was agreed."""
    if lang == "nl":
        phrase = re.sub(rf"\buw (?=(?:{'|'.join(_HET)})\b)", "het ", phrase)
        phrase = re.sub(r"\buw\b", "de", phrase)
        return re.sub(r"\bu\b", "de klant", phrase)
    phrase = re.sub(r"\byour\b", "the", phrase)
    return re.sub(r"\byou\b", "the customer", phrase)
