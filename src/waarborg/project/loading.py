"""Loading the product: without a look for garbage, and whole where others come from it by fork.

Of the hundreds of thousands of objects that come none goes.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Put the collector off for what loads much, and keep from its sight for good what is there at the end.

    It would otherwise look at all of that again and again while it grows, which takes a third of a start.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was:
            gc.enable()


def load_whole() -> None:
    """With Django set up: every view, and the checks of what is read in, which a command builds only when it reads one.

    For processes that others are forked from; no page of theirs then waits for it.
    """
    from django.urls import get_resolver
    from pydantic import BaseModel

    with uncollected():
        get_resolver().url_patterns  # noqa: B018 - loads every view
        waiting = [BaseModel]
        while waiting:
            shape = waiting.pop()
            waiting += shape.__subclasses__()
            if shape.__module__.startswith("waarborg.") and not shape.__pydantic_complete__:
                shape.model_rebuild()
