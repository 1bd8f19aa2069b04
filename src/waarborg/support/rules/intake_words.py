"""How the four questions of the intake are put for each kind of report: a wish has no fault to describe.

The answers mean the same whatever the kind turns out to be, for staff may change it (CL-06).
"""

from collections.abc import Mapping

Words = Mapping[str, str]

# As they are put for a failure, a bug, and kinds that an agreement adds.
USUAL: dict[str, Words] = {
    "what": {"nl": "Wat gebeurt er, en wat had u verwacht?", "en": "What happens, and what did you expect?"},
    "place": {"nl": "Waar in het programma?", "en": "Where in the program?"},
    "since": {"nl": "Sinds wanneer?", "en": "Since when?"},
    "affected": {"nl": "Wie heeft er last van?", "en": "Who is affected?"},
}
# Kind of support.rules.states -> what is put otherwise.
BY_KIND: dict[str, dict[str, Words]] = {
    "question": {
        "what": {
            "nl": "Wat wilt u weten, en wat heeft u al geprobeerd?",
            "en": "What do you want to know, and what did you try?",
        },
        "place": {"nl": "Bij welk scherm of onderdeel?", "en": "At which screen or part?"},
        "since": {"nl": "Sinds wanneer loopt u hiertegenaan?", "en": "Since when have you been running into this?"},
        "affected": {"nl": "Wie wil het weten?", "en": "Who wants to know?"},
    },
    "wish": {
        "what": {"nl": "Wat wilt u kunnen, en waarvoor?", "en": "What do you want to be able to do, and what for?"},
        "place": {"nl": "Waar in het programma zou het komen?", "en": "Where in the program would it be?"},
        "since": {"nl": "Sinds wanneer mist u dit?", "en": "Since when have you missed it?"},
        "affected": {"nl": "Wie zou er iets aan hebben?", "en": "Who would it be of use to?"},
    },
    "data-work": {
        "what": {
            "nl": "Welke gegevens moeten anders, en hoe moeten ze worden?",
            "en": "Which data has to change, and into what?",
        },
        "place": {"nl": "Waar in het programma staan ze?", "en": "Where in the program are they?"},
        "since": {"nl": "Sinds wanneer staan ze zo?", "en": "Since when have they been like this?"},
        "affected": {"nl": "Bij wie of welke administratie?", "en": "Whose are they, or of which administration?"},
    },
}


def put(kind: str, lang: str) -> dict[str, str]:
    """The four questions as they are put for `kind`, in one language (nl, en)."""
    return {question: (BY_KIND.get(kind, {}).get(question) or usual)[lang] for question, usual in USUAL.items()}
