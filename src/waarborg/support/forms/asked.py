"""What the page of a report needs to show, as it is typed, which of the four questions are answered (CL-06, CL-10)."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from waarborg.support.rules import intake
from waarborg.support.rules.intake_words import put


@dataclass(frozen=True, slots=True)
class Asked:
    """`questions` are names and words of the four; `put` says as JSON how they are put for each kind, or is empty."""

    questions: tuple[tuple[str, str], ...]
    put: str

    @property
    def of(self) -> int:
        return len(self.questions)


def asked(lang: str, kinds: Iterable[str] = ()) -> Asked:
    """In `lang` (nl, en); with `kinds` the labels follow the kind that is chosen."""
    labels = {kind: put(kind, lang) for kind in kinds}
    words = tuple((name, words[lang]) for name, words in intake.QUESTIONS.items())
    return Asked(words, json.dumps(labels, ensure_ascii=False) if labels else "")
