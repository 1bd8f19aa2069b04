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
        page.evaluate(self._axe)
        for scheme, rules in (("light", None), ("dark", OF_COLOUR)):
            # Without motion: colours that are still changing over would be measured half-way.
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            found = page.evaluate(VIOLATIONS, {"resultTypes": ["violations"], **({"runOnly": rules} if rules else {})})
            assert not found, (page.url, scheme, [_told(one) for one in found])
        page.emulate_media(color_scheme="light")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            wide = page.evaluate("() => document.documentElement.scrollWidth")
            assert wide <= width, (page.url, width, _culprits(page, width))
        page.set_viewport_size(before)


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
