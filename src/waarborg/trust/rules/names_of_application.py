"""The checks of the vendor's own application: functions of it that an agreement may promise. We cannot look into it, so
it tells us itself (actions/report_functions.py), and what it does not tell for a day nobody knows."""

from typing import Any

from waarborg.trust.rules import application_functions

DOMAIN = "application"


def _check(nl: str, en: str) -> dict[str, Any]:
    return {
        "nl": nl,
        "en": en,
        "looks": {
            "nl": f"De toepassing kijkt elke dag zelf of dit er is en werkt: {nl}. Zij meldt ons wat zij zag; zwijgt"
            " zij langer dan een dag, dan is het niet bekend.",
            "en": f"Every day the application looks for itself whether this is there and works: {en}. It tells us what"
            " it saw; when it says nothing for more than a day, nothing is known.",
        },
        "faults": {
            "not-working": {
                "nl": "de toepassing meldt dat dit er niet is of niet werkt",
                "en": "the application reports that this is not there or does not work",
            },
        },
    }


CHECKS = {name: _check(phrase["nl"], phrase["en"]) for name, phrase in application_functions.PHRASES.items()}
