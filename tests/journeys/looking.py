"""What holds for every page that somebody visits, whatever stands on it."""

from typing import Any
from weakref import WeakSet

WIDTHS = (1440, 820, 390)
# Colours are asked of what was not seen yet, in the light and in the dark: they are most of what axe takes.
OF_COLOUR = ["color-contrast", "link-in-text-block"]
# How each text on the page stands there, in words that decide on its colours: the style sheets, and the elements around
# it with their classes, states and place in a row. Texts of which all this is the same have the same colours, whatever
# language they are in.
STANDING = """() => {
  const short = (words) => [...words].reduce((sum, one) => (sum * 31 + one.codePointAt(0)) % 4294967291, 7)
  const own = (element) => [...element.attributes]
    .filter(({name}) => !/^(id|name|href|src|for|value|title|lang|aria-label.*|aria-describedby)$/.test(name))
    .map(({name, value}) => name + '=' + (/\\d{3}|[^-\\w ]/.test(value) ? '' : value)).sort().join()
  const root = [innerWidth, ...[...document.styleSheets].map((one) => one.href), own(document.documentElement)]
  const known = new Map([[document.documentElement, short(root.join())]])
  const where = (element) => {
    if (!known.has(element)) {
      const above = element.parentElement
      const row = [...above.children]
      const place = [row.indexOf(element) % 2, element === row.at(-1)]
      known.set(element, short([where(above), element.tagName, place, own(element)].join()))
    }
    return known.get(element)
  }
  const text = (node) => node.nodeType === 3 && node.data.trim()
  const texts = [...document.querySelectorAll('body *:not(script, style, noscript)')]
    .filter((one) => one.matches('input, select, textarea') || [...one.childNodes].some(text))
  window.standing = texts.map((one) => [where(one), one])
  return [...new Set(window.standing.map(([place]) => place))]
}"""
VIOLATIONS = "(asked) => axe.run(asked).then((said) => said.violations)"
# The same, where colours are asked of those texts alone that stand in one of these ways.
OF_THESE = """([asked, colours, ways]) => {
  const wanted = new Set(ways)
  const texts = window.standing.filter(([place]) => wanted.has(place)).map(([, text]) => text)
  const rules = colours.map((name) => axe._audit.getRule(name))
  const before = rules.map((rule) => rule.selector)
  const narrow = (selector) => selector.split(',').map((one) => one.trim() + '[data-axe-asked]').join(', ')
  texts.forEach((text) => text.setAttribute('data-axe-asked', ''))
  rules.forEach((rule) => { rule.selector = narrow(rule.selector) })
  return axe.run(asked).then((said) => said.violations).finally(() => {
    texts.forEach((text) => text.removeAttribute('data-axe-asked'))
    rules.forEach((rule, n) => { rule.selector = before[n] })
  })
}"""


class Look:
    """`look(page)` checks a page as it stands: axe without a violation in light and dark, no overflow at any width."""

    def __init__(self, axe: str) -> None:
        self._axe = axe
        self._seen: dict[str, set[int]] = {"light": set(), "dark": set()}
        self._brought: WeakSet[Any] = WeakSet()

    def __call__(self, page: Any) -> None:
        before = page.viewport_size
        ways = self._axe_says_nothing(page)
        self._the_dark_hides_nothing(page, ways)
        page.emulate_media(color_scheme="light")
        _fits(page, *WIDTHS)
        page.set_viewport_size(before)

    def quickly(self, page: Any) -> None:
        """Axe as the page stands, and no overflow where there is least room."""
        before = page.viewport_size
        self._axe_says_nothing(page)
        _fits(page, WIDTHS[-1])
        page.set_viewport_size(before)

    def bring_axe(self, page: Any) -> None:
        if not page.evaluate("'axe' in window"):
            page.evaluate(self._axe)
        if page.context not in self._brought:
            # The browser keeps it for the pages that come: to hand it over for each takes longer than to go there.
            page.context.add_init_script(self._axe)
            self._brought.add(page.context)

    def _axe_says_nothing(self, page: Any) -> set[int]:
        """In the light; gives the ways in which texts stand on the page. All in one run: each reads the whole page."""
        # Without motion: colours that are still changing over would be measured half-way.
        page.emulate_media(color_scheme="light", reduced_motion="reduce")
        self.bring_axe(page)
        ways = set(page.evaluate(STANDING))
        self._ask(page, ways - self._seen["light"], {"resultTypes": ["violations"]})
        self._seen["light"] |= ways
        return ways

    def _the_dark_hides_nothing(self, page: Any, ways: set[int]) -> None:
        if fresh := ways - self._seen["dark"]:
            page.emulate_media(color_scheme="dark")
            self._ask(page, fresh, {"resultTypes": ["violations"], "runOnly": OF_COLOUR})
            self._seen["dark"] |= fresh

    def _ask(self, page: Any, fresh: set[int], asked: dict[str, Any]) -> None:
        _none(page, page.evaluate(OF_THESE, [asked, OF_COLOUR, list(fresh)]))


def _none(page: Any, found: list[dict[str, Any]]) -> None:
    assert not found, (page.url, [_told(one) for one in found])


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
