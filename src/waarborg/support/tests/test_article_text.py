"""What an article may hold: Markdown that does no harm, and what is taken out when it is made from a ticket."""

import re

import pytest

from waarborg.support.rules.articles.comparing import Line, compare
from waarborg.support.rules.articles.markdown import bad_links, html, is_safe_link, parts, picture_names, plain
from waarborg.support.rules.articles.names_out import masked


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](data:text/html,<script>1</script>)",
        "[x](vbscript:1)",
        "[x](//elders.example.org/)",
        "<javascript:alert(1)>",
        "![x](https://elders.example.org/pixel.gif)",
        "![x](//elders.example.org/pixel.gif)",
        '![x" onload="alert(1)](scherm.png)',
        "[x][1]\n\n[1]: javascript:alert(1)",
    ],
)
def test_nothing_written_becomes_script_or_calls_another_server(text: str) -> None:
    made = html(text, {"scherm.png": "/help/pictures/1/"})
    assert "<script" not in made and "href=" not in made and ' onload="' not in made
    assert 'src="http' not in made and 'src="//' not in made and "<img src=x" not in made


def test_headings_stand_under_the_title_and_pictures_are_those_of_the_article() -> None:
    made = html(
        "# Stap\n\n1. Kies ![het **scherm**](scherm%201.png)\n\n[ons](https://example.nl/)", {"scherm 1.png": "/p/1/"}
    )
    assert "<h2>Stap</h2>" in made
    assert re.findall(r"<h\d", html("## A\n#### B\n### C\n## D", {}, top=3)) == ["<h3", "<h4", "<h4", "<h3"]
    assert '<img src="/p/1/" alt="het **scherm**" loading="lazy">' in made
    assert '<a href="https://example.nl/" rel="noopener noreferrer nofollow">ons</a>' in made
    assert "[weg]" in html("![weg](weg.png)", {})
    assert picture_names("![a](een.png) en ![b](twee%20.png)") == {"een.png", "twee .png"}


def test_links_that_lead_nowhere_are_named_before_they_are_kept() -> None:
    good = "[a](https://example.nl/x?y=1) [b](mailto:wij@example.nl) [c](/portal/help/) [d](#stap)"
    assert bad_links(good) == []
    assert bad_links("[a](javascript:1) [b](//x.org) [c](pagina.html)") == ["javascript:1", "//x.org", "pagina.html"]
    assert not is_safe_link("http://[") and not is_safe_link("https:") and not is_safe_link("https://a b")


def test_what_is_searched_is_what_is_read() -> None:
    text = "## Kop\n\nEen [woord](https://example.nl/geheim) en `code`.\n\n```\nblok\n```"
    assert [word for _, word in parts(text)] == ["Kop", "Een ", "woord", " en ", "code", ".", "blok\n"]
    assert plain(text, 15) == "Kop Een woord …"


def test_an_earlier_edition_is_compared_line_by_line() -> None:
    assert compare("a\nb\nc", "a\nx\nc") == [Line("same", "a"), Line("out", "b"), Line("in", "x"), Line("same", "c")]


def test_names_addresses_and_numbers_are_left_out_and_named() -> None:
    text = (
        "Beste S. Monster (monster) van Stichting Thuiszorg Merendaal: bel 06-12345678 of mail s.m@example.org, bsn"
        " 123456782. De thuiszorg werkt."
    )
    found, names = masked(text, ["S. Monster"], "Stichting Thuiszorg Merendaal")
    assert found == "Beste […] ([…]) van […]: bel […] of mail […], bsn […]. De thuiszorg werkt."
    assert names == [
        *("s.m@example.org", "06-12345678", "123456782"),
        *("Stichting Thuiszorg Merendaal", "S. Monster", "monster"),
    ]
