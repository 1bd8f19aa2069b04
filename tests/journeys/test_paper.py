"""Pages on paper, with the dark theme pinned, and in forced colours: what stylesheets alone change."""

from typing import Any

import pytest
from tests.journeys.conftest import Visit
from tests.journeys.looking import OF_COLOUR, VIOLATIONS, Look
from tests.journeys.test_every_page import go

PAGES = {
    "owner": [
        "/portal/",
        "/portal/agreement/",
        "/portal/people/",
        "/portal/rights/",
    ],
    "agent": [
        "/desk/queue/",
        "/desk/tickets/ > tbody [data-row] a = support:desk-ticket",
        "/gallery/",
    ],
}
A4 = 688  # What is left of its width between the margins, in pixels of CSS.
# What can only be clicked, and what leads elsewhere.
OF_THE_SCREEN = ".w-side, .w-bar-menu, .w-foot, .w-skip, .w-keys, .w-toasts, .btn"
# The words of the page itself that somebody sees, without what is there for clicking.
WORDS = f"""() => [...document.querySelectorAll('main :is(h1, h2, h3, p, th, td, li, dt, dd)')]
  .filter((one) => !one.closest("{OF_THE_SCREEN}, form, .w-tabs, .w-no-print, .w-composer, .w-bulk, .visually-hidden"))
  .filter((one) => !one.querySelector("{OF_THE_SCREEN}, form") && one.checkVisibility() && one.innerText.trim())
  .map((one) => one.innerText.trim())"""
CUT_OFF = """(width) => [...document.querySelectorAll('main *')].filter((one) => {
  const holds = one.matches('.w-scroll, .w-sheet, .w-panel, .w-picbox');
  const hidden = one.closest('.visually-hidden, svg, textarea, .w-cut');
  return one.checkVisibility() && !hidden && (one.getBoundingClientRect().right > width + 1
    || (holds && (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1)));
}).slice(0, 3).map((one) => one.outerHTML.slice(0, 160))"""
# The outline is what forced colours leave of a focus: shadows and backgrounds go.
WITHOUT_OUTLINE = """() => { const one = document.activeElement, style = getComputedStyle(one);
  return one === document.body || (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1)
    ? '' : one.outerHTML.slice(0, 160); }"""
GROUND = "() => getComputedStyle(document.body).backgroundColor"


def contrast(page: Any, look: Look) -> list[Any]:
    look.bring_axe(page)
    found: list[Any] = page.evaluate(VIOLATIONS, {"resultTypes": ["violations"], "runOnly": OF_COLOUR})
    return [(page.url, one["id"], [node["html"][:160] for node in one["nodes"][:3]]) for one in found]


@pytest.mark.parametrize("part", PAGES)
def test_whoever_pinned_the_dark_reads_it_in_the_dark_and_prints_it_on_white(
    visit: Visit, look: Look, part: str
) -> None:
    page = visit(part, "/nergens/", width=A4)
    page.context.add_cookies([{"name": "waarborg_theme", "value": "dark", "url": page.url.removesuffix("nergens/")}])
    for place in PAGES[part]:
        page.emulate_media(media="screen", color_scheme="light", reduced_motion="reduce")
        go(page, place)
        assert page.get_attribute("html", "data-bs-theme") == "dark"
        assert page.evaluate(GROUND) not in ("rgb(255, 255, 255)", "rgba(0, 0, 0, 0)")
        assert contrast(page, look) == []
        words = page.evaluate(WORDS)
        assert words
        page.emulate_media(media="print")
        assert page.evaluate(GROUND) == "rgb(255, 255, 255)"
        assert page.locator(OF_THE_SCREEN).filter(visible=True).count() == 0
        assert contrast(page, look) == []
        lost = set(words) - set(page.evaluate(WORDS))
        assert not lost, (page.url, sorted(lost)[:5])
        assert page.evaluate(CUT_OFF, A4) == [], page.url


@pytest.mark.parametrize("part", PAGES)
def test_in_forced_colours_the_keyboard_is_seen_and_states_keep_their_outlines(
    visit: Visit, look: Look, part: str
) -> None:
    page = visit(part, "/nergens/")
    page.emulate_media(forced_colors="active", reduced_motion="reduce")
    for place in PAGES[part][:3]:
        go(page, place)
        assert page.evaluate("() => matchMedia('(forced-colors: active)').matches")
        for _ in range(25):
            page.keyboard.press("Tab")
            assert page.evaluate(WITHOUT_OUTLINE) == "", page.url
        marks = page.locator("main .w-mark").filter(visible=True)
        assert all(marks.nth(n).bounding_box()["width"] > 4 for n in range(min(3, marks.count())))
        assert contrast(page, look) == []
