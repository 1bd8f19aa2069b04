"""What holds for every page that somebody visits, whatever stands on it."""

from typing import Any

WIDTHS = (1440, 820, 390)
# In the dark the same page stands in other colours: only what concerns these is asked a second time.
OF_COLOUR = ["color-contrast", "link-in-text-block"]
VIOLATIONS = "(asked) => axe.run(asked).then((said) => said.violations)"


class Look:
    """`look(page)` checks a page as it stands: axe without a violation in light and dark, no overflow at any width."""

    def __init__(self, axe: str) -> None:
        self._axe = axe

    def __call__(self, page: Any) -> None:
        before = page.viewport_size
        self._axe_says_nothing(page, "light", None)
        self._axe_says_nothing(page, "dark", OF_COLOUR)
        page.emulate_media(color_scheme="light")
        _fits(page, *WIDTHS)
        page.set_viewport_size(before)

    def quickly(self, page: Any) -> None:
        """Axe as the page stands, and no overflow where there is least room."""
        before = page.viewport_size
        self._axe_says_nothing(page, "light", None)
        _fits(page, WIDTHS[-1])
        page.set_viewport_size(before)

    def bring_axe(self, page: Any) -> None:
        if not page.evaluate("'axe' in window"):
            page.evaluate(self._axe)

    def _axe_says_nothing(self, page: Any, scheme: str, rules: list[str] | None) -> None:
        # Without motion: colours that are still changing over would be measured half-way.
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        self.bring_axe(page)
        found = page.evaluate(VIOLATIONS, {"resultTypes": ["violations"], **({"runOnly": rules} if rules else {})})
        assert not found, (page.url, scheme, [_told(one) for one in found])


def _fits(page: Any, *widths: int) -> None:
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        wide = page.evaluate("() => document.documentElement.scrollWidth")
        assert wide <= width, (page.url, width, _culprits(page, width))


def _told(violation: dict[str, Any]) -> tuple[str, str, list[str]]:
    return violation["id"], violation["help"], [node["html"][:200] for node in violation["nodes"][:3]]


def _culprits(page: Any, width: int) -> list[str]:
    found: list[str] = page.evaluate(
        """(width) => [...document.querySelectorAll('body *')]
          .filter((one) => one.getBoundingClientRect().right > width + 1 && !one.closest('.w-scroll'))
          .slice(0, 3).map((one) => one.outerHTML.slice(0, 160))""",
        width,
    )
    return found
