"""Going from one page to the next."""

from typing import Any

# A busy machine may take its time; a page that never comes fails all the same.
LONGEST_MS = 60_000


def onward(page: Any, press: Any) -> None:
    """Press what leads to another page, or to this one anew, and come back when that has loaded. `press` is a selector
    (of several the first is pressed) or a locator.

    To press and then wait until "the page" has loaded is no wait: the one that was there before has loaded already, and
    on a busy machine it is still there.
    """
    with page.expect_navigation(timeout=LONGEST_MS):
        page.click(press) if isinstance(press, str) else press.click()
