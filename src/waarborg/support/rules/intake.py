"""How complete a report is: what, where, since when, who (CL-06), and how quickly it can then be answered (CL-69)."""

from collections.abc import Mapping

# In the order in which they are asked.
QUESTIONS: dict[str, dict[str, str]] = {
    "what": {"nl": "wat er gebeurt", "en": "what happens"},
    "place": {"nl": "waar in het programma", "en": "where in the program"},
    "since": {"nl": "sinds wanneer", "en": "since when"},
    "affected": {"nl": "bij wie", "en": "who is affected"},
}
COMPLETE = len(QUESTIONS)
QUICKEST, QUICK, USUAL = 0, 1, 2


def missing(answers: Mapping[str, str]) -> list[str]:
    """The questions of the intake that are not answered yet, in the order in which they are asked."""
    return [question for question in QUESTIONS if not answers.get(question, "").strip()]


def score(answers: Mapping[str, str]) -> int:
    """How many of the four questions are answered: 0 to 4."""
    return COMPLETE - len(missing(answers))


def quickness(answered: int, *, pictured: bool) -> int:
    """How quickly a report can be answered, 0 first: complete with a picture, complete, or the usual way (CL-69)."""
    if answered < COMPLETE:
        return USUAL
    return QUICKEST if pictured else QUICK
