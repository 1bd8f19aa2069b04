"""The main menu: headings stand above the entries that follow them, for who sees any of these."""

import re
from collections.abc import Callable

from django.test import Client
from django.utils import translation

from waarborg.customers.tests.cast import Cast, Player
from waarborg.plumbing.tests.page_texts import written
from waarborg.plumbing.web.menus import Shown

NAV = re.compile(r'<nav class="w-nav".*?</nav>', re.DOTALL)
LINE = re.compile(
    r'<summary class="w-nav-of" data-fold="\d">([^<]+)</summary>|<a href="[^"]*"[^>]*>(?:<svg.*?</svg>)?\s*([^<]+)',
    re.DOTALL,
)


def test_headings_stand_above_what_follows_and_none_stands_alone(
    cast: Cast, signed_in: Callable[[Player], Client]
) -> None:
    page = signed_in(cast.manager).get("/desk/queue/").content.decode()
    lines = [(heading, label.strip()) for heading, label in LINE.findall(NAV.findall(page)[0])]
    labels = [heading or label for heading, label in lines]
    headings = [heading for heading, _label in lines if heading]
    assert headings == ["Onze dienst", "Klanten", "Kennis en bewijs", "Inrichting"]
    assert labels[0] == "Wachtrij"
    # A heading is followed by an entry.
    assert not any(one[0] and after[0] for one, after in zip(lines, [*lines[1:], ("end", "")], strict=True))


def test_the_portals_menu_stands_in_parts_in_its_bar_and_on_a_telephone(
    cast: Cast, signed_in: Callable[[Player], Client]
) -> None:
    page = signed_in(cast.owner).get("/portal/contact/").content.decode()
    parts = [
        "Hulp en contact",
        "Op de hoogte",
        "Als er iets mis is",
        "Overeenkomst en kosten",
        "Organisatie en toegang",
    ]
    # The first part stands in the bar itself; a telephone has them all, each to fold without script.
    assert re.findall(r'<p class="w-bar-of">([^<]+)</p>', page) == parts[1:]
    narrow = [heading for heading, _label in LINE.findall(NAV.findall(page)[0]) if heading]
    assert narrow == parts


def test_a_part_that_was_folded_stays_so_unless_one_is_in_it(cast: Cast, signed_in: Callable[[Player], Client]) -> None:
    manager = signed_in(cast.manager)
    manager.cookies["waarborg_folds"] = "2.4"

    def folded(address: str) -> list[str]:
        page = NAV.findall(manager.get(address).content.decode())[0]
        return re.findall(r'<details class="w-nav-part"><summary class="w-nav-of" data-fold="(\d)">', page)

    assert folded("/desk/queue/") == ["2", "4"]
    assert folded("/desk/customers/") == ["4"]


def test_the_menu_is_what_its_template_writes() -> None:
    heads = {0: None, 3: "Kop & staart", 6: "Meer"}
    shown = [Shown(f"Blad & {n}", f"/a/{n}/?b&c", "inbox", "", n or None, heads.get(n)) for n in range(9)]
    for items in (shown[:3], shown, [*shown[:8], shown[8]._replace(current="true")], []):
        for bar in (False, True):
            with translation.override("nl"):
                words = {"items": items, "bar": bar, "folded": {"1", "2"}}
                ours = written('{{ items|main_menu("Menu", bar=bar, folded=folded) }}', **words)
                template = '{% with label="Menu" %}{% include "components/menu.html" %}{% endwith %}'
                assert ours.strip() == written(template, **words).strip()
