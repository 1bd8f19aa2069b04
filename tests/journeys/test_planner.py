"""Maintenance is planned with the keyboard alone: fill in, ask when it can be at the earliest, take that, announce."""

import re
from datetime import datetime, timedelta
from typing import Any

from tests.journeys.conftest import Visit
from tests.journeys.going import LONGEST_MS
from tests.journeys.looking import Look

TITLE = "Nieuwe schijven, zonder muis gepland"
MONTHS = ["jan", "feb", "maa", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"]
HERE = "() => [document.activeElement.name, document.activeElement.value]"


def _walk_to(desk: Any, name: str, value: str = "") -> None:
    """Tab on to the field of that name, or the button of that name and value."""
    for _ in range(150):
        desk.keyboard.press("Tab")
        here = desk.evaluate(HERE)
        if here[0] == name and (not value or here[1] == value):
            return
    raise AssertionError(f"the focus never came to {name} {value}")


def _press(desk: Any, key: str) -> None:
    with desk.expect_navigation(timeout=LONGEST_MS):
        desk.keyboard.press(key)


def _moment(desk: Any, name: str, moment: datetime) -> None:
    """Type a day and a time, part after part, in the order in which this browser has them (its own, not the page's)."""
    _walk_to(desk, name)
    for day, clock in ((f"{moment:%m%d}", f"{moment:%I%M%p}"), (f"{moment:%d%m}", f"{moment:%H%M}")):
        desk.keyboard.type(f"{day}{moment:%Y}")
        desk.keyboard.press("ArrowRight")
        desk.keyboard.type(clock)
        if desk.input_value(f"[name={name}]") == f"{moment:%Y-%m-%dT%H:%M}":
            return
        for _ in range(6):
            desk.keyboard.press("ArrowLeft")
    raise AssertionError(f"{name} could not be typed: {desk.input_value(f'[name={name}]')!r}")


def _offered(desk: Any) -> datetime:
    """The earliest time that the page names."""
    said = desk.inner_text("[role=status]")
    found = re.search(r"(\d{1,2}) (\w+) (\d{4}) (?:om )?(\d{2}):(\d{2})", said)
    assert found is not None, said
    day, month, year, hour, minute = found.groups()
    return datetime(int(year), MONTHS.index(month[:3]) + 1, int(day), int(hour), int(minute))


def test_a_window_is_planned_at_the_earliest_time_offered_by_keyboard_alone(visit: Visit, look: Look) -> None:
    desk = visit("service manager", "/desk/maintenance/new/")
    _walk_to(desk, "components")
    desk.keyboard.press("Space")
    wanted = datetime(2026, 11, 2, 10, 0)
    _moment(desk, "from_at", wanted)
    _moment(desk, "until_at", wanted + timedelta(hours=1))
    _walk_to(desk, "title_nl")
    desk.keyboard.type(TITLE)
    _walk_to(desk, "text_nl")
    desk.keyboard.type("Wij zetten nieuwe schijven in de servers.")
    # For customers alone: the public pages stay as they are for who looks at them after this.
    _walk_to(desk, "for_visitors")
    desk.keyboard.press("Space")
    _walk_to(desk, "do", "look")
    _press(desk, "Enter")
    look(desk)
    earliest = _offered(desk)
    # No agreement of the demonstration keeps this component from its Monday morning: what was asked is the earliest.
    assert earliest == wanted
    _moment(desk, "from_at", earliest)
    _moment(desk, "until_at", earliest + timedelta(hours=1))
    assert desk.input_value("[name=title_nl]") == TITLE
    _walk_to(desk, "reason")
    desk.keyboard.press("Tab")
    _press(desk, "Enter")
    assert re.search(r"/desk/maintenance/[0-9a-f-]{36}/$", desk.url), desk.inner_text("main")
    assert TITLE in desk.inner_text("h1")
    look(desk)
