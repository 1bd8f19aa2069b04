"""Loading the product without a look for garbage: of the hundreds of thousands of objects that come, none goes."""

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
