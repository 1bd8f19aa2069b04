"""A provision of one version of an agreement, in the one text by which a ticket keeps it: `a/v/promise/number`."""

from dataclasses import dataclass

LONGEST = 300


@dataclass(frozen=True, slots=True)
class Clause:
    """`promise` is its name in that version; `number` as it is printed there, such as 3.2."""

    agreement: str
    version: str
    promise: str
    number: str = ""

    @property
    def text(self) -> str:
        return "/".join((self.agreement, self.version, self.promise, *((self.number,) if self.number else ())))

    @classmethod
    def of(cls, text: str) -> "Clause | None":
        """From what `text` gave, with or without the number; None for anything else."""
        parts = text.split("/")
        return cls(*parts) if len(parts) in (3, 4) and all(parts) and len(text) <= LONGEST else None
