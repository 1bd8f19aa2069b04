"""The main menu: headings stand above the entries that follow them, for who sees any of these."""

import re
from collections.abc import Callable

from django.test import Client

from waarborg.customers.tests.cast import Cast, Player

NAV = re.compile(r'<nav class="w-nav".*?</nav>', re.DOTALL)
LINE = re.compile(r'<p class="w-nav-of">([^<]+)</p>|<a href="[^"]*"[^>]*>(?:<svg.*?</svg>)?\s*([^<]+)', re.DOTALL)


def test_headings_stand_above_what_follows_and_none_stands_alone(
    cast: Cast, signed_in: Callable[[Player], Client]
) -> None:
    page = signed_in(cast.manager).get("/desk/queue/").content.decode()
    lines = [(heading, label.strip()) for heading, label in LINE.findall(NAV.findall(page)[0])]
    labels = [heading or label for heading, label in lines]
    headings = [heading for heading, _label in lines if heading]
    assert headings == ["Klanten", "Kennis en bewijs", "Inrichting"]
    assert labels[0] == "Wachtrij"
    # A heading is followed by an entry.
    assert not any(one[0] and after[0] for one, after in zip(lines, [*lines[1:], ("end", "")], strict=True))
