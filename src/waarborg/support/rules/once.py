"""The number under which a form arrives once."""

from uuid import UUID, uuid5


def once_with(once: UUID | None, *texts: str) -> UUID | None:
    """The number of the form together with what stands in it.

    The same words twice are a double click, or a second try after the line broke. Other words from the same form are
    somebody who went back and wrote on: taken for the first, they would be lost without a word.
    """
    return None if once is None else uuid5(once, "\x1f".join(texts))
