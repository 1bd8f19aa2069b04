"""The readable agreement comes from the file alone, in Dutch and English, and nothing in the file becomes markup."""

from html.parser import HTMLParser

import pytest

from waarborg.promises.rules.agreement.render import render
from waarborg.promises.rules.tests.files import BRUGWACHT, NAMES, read, spoilt

AGREEMENT = read(BRUGWACHT).require()


class Outline(HTMLParser):
    """Open and closed tags must match; keeps headings, ids and text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.stack: list[str] = []
        self.headings: list[tuple[str, str]] = []
        self.ids: list[str] = []
        self.tags: set[str] = set()
        self.feed(text)
        assert self.stack == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag != "meta":
            self.stack.append(tag)
        self.ids.extend(value for name, value in attrs if name == "id" and value)

    def handle_endtag(self, tag: str) -> None:
        assert self.stack.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.stack and self.stack[-1] in ("h1", "h2"):
            self.headings.append((self.stack[-1], data))


@pytest.mark.parametrize(
    ("lang", "title", "first"),
    [
        ("nl", "Dienstverleningsovereenkomst Brugwacht", "1 Ondersteuning"),
        ("en", "Brugwacht service agreement", "1 Support"),
    ],
)
def test_chapters_and_promises_stand_in_the_order_of_the_file(lang, title, first):
    outline = Outline(render(AGREEMENT, lang, registry=NAMES))
    assert outline.headings[:2] == [("h1", title), ("h2", first)]
    assert len(outline.headings) == 9
    promises = [name for name in outline.ids if "." in name]
    assert promises == [name for chapter in AGREEMENT.chapters for name in AGREEMENT.in_chapter(chapter)]
    assert len(outline.ids) == len(set(outline.ids))


def test_a_promise_is_printed_with_its_level_terms_remedy_clauses_and_note():
    text = render(AGREEMENT, "nl", "md", registry=NAMES)
    article = text[text.index("**1.1**") : text.index("**1.2**")]
    assert article == (
        "**1.1** Een mens beantwoordt uw melding binnen 1 uur (Spoed) of 4 werkuren (Storing). Voor Wens geldt geen "
        "termijn. *(garantie)*\n\n"
        "> Nog niet gehandhaafd: de software bewaakt deze belofte nog niet.\n\n"
        "- Begint bij: uw melding\n"
        "- Stopt bij: ons antwoord\n"
        "- Termijn: Spoed: 1 uur\n"
        "- Termijn: Storing: 4 werkuren\n"
        "- Termijn: Wens: geen termijn\n"
        "- Telt in: kantooruren\n"
        "- Als wij ons er niet aan houden: EUR 50; samen hoogstens 20\N{NO-BREAK SPACE}% van de maandprijs; te vragen "
        "binnen 30 dagen\n"
        "- Bron: AP-24, PX-94, PX-96\n\n"
    )


def test_the_translation_says_which_text_leads():
    assert "- Language: translation; the Dutch text leads" in render(AGREEMENT, "en", "md", registry=NAMES)
    assert "Taal:" not in render(AGREEMENT, "nl", "md", registry=NAMES)


def test_hours_are_printed_with_their_exceptions():
    text = render(AGREEMENT, "nl", "md", registry=NAMES)
    assert (
        "- kantooruren: ma t/m do 08:30-12:30 en 13:00-17:00, vr 08:30-12:30; gesloten op feestdagen (NL) en op Goede "
        "Vrijdag, wel open op Tweede Pinksterdag; gesloten op 31 december 2026; 24 december 2026 09:00-12:00; vanaf 1 "
        "januari 2027: ma t/m vr 08:00-18:00; afwijkende tijden kondigen wij aan\n"
    ) in text


def test_what_an_author_writes_stays_text():
    nasty = read(
        spoilt("nl: Nederlands recht is", "nl: '<script>alert(1)</script> & [x](javascript:y) *z*'", BRUGWACHT).replace(
            "*z*' van toepassing., en", "*z*', en"
        )
    ).require()
    html = render(nasty, "nl", registry=NAMES)
    assert "script" not in Outline(html).tags
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp;" in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; \\[x\\](javascript:y) \\*z\\*" in render(
        nasty, "nl", "md", registry=NAMES
    )


def test_a_page_is_a_whole_document_around_the_fragment():
    page = render(AGREEMENT, "en", "page", registry=NAMES)
    assert page.startswith('<!doctype html>\n<html lang="en">')
    assert render(AGREEMENT, "en", registry=NAMES) in page
