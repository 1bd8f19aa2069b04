"""The templates of the design system: complete in two languages, no inline style or script, icons that exist."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.test import Client, RequestFactory
from django.utils import translation

from waarborg.kernel.errors import Refusal
from waarborg.plumbing.tests.page_texts import written
from waarborg.plumbing.web import forms, marks, preferences
from waarborg.plumbing.web.page import page

ROOT = Path(__file__).parents[1]
TEMPLATES = sorted([*(ROOT / "jinja2").rglob("*.html"), *(ROOT / "templates").rglob("*.txt")])
SPRITE = (ROOT / "static" / "waarborg" / "sprite.svg").read_text()


def test_the_sprite_repeats_the_shapes_of_the_marks() -> None:
    for name, shape in marks.SHAPES.items():
        assert f'<symbol id="m-{name}" viewBox="0 0 16 16" overflow="visible">{shape}</symbol>' in SPRITE


def test_every_state_has_an_outline_of_its_own_and_a_word() -> None:
    assert len(set(marks.SHAPES.values())) == len(marks.SHAPES)
    for state in marks.STATES:
        assert marks.canonical(state) in marks.SHAPES
        assert marks.word(state, "nl")
        assert marks.word(state, "en")
    assert marks.canonical("never heard of") == "unknown"


def test_every_state_has_a_colour() -> None:
    tokens = (ROOT / "static" / "waarborg" / "tokens.css").read_text()
    for state in marks.STATES:
        assert f'[data-state="{state}"]' in tokens


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_has_inline_style_or_script(path: Path) -> None:
    source = re.sub(r"{[%{].*?[%}]}", "", path.read_text(), flags=re.S)
    if path.parent.name != "mail":  # a mail has no stylesheet
        assert " style=" not in source
    assert not re.search(r"<script(?![^>]*\bsrc=)", source)
    assert not re.search(r"\son[a-z]+=", source)
    assert "javascript:" not in source


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_every_icon_in_a_template_is_in_the_sprite(path: Path) -> None:
    for name in re.findall(r'"([a-z0-9-]+)"\|icon', path.read_text()):
        assert f'id="i-{name}"' in SPRITE


def test_every_text_has_its_dutch() -> None:
    with (ROOT / "locale" / "nl" / "LC_MESSAGES" / "django.po").open("rb") as file:
        catalogue = read_po(file, locale="nl")
    missing = []
    for path in TEMPLATES:
        source = path.read_text()
        found = [(m[2], m[1]) for m in re.finditer(r'pgettext\("(\w+)", "([^"]+)"\)', source)]
        found += [(m[1] or m[2], None) for m in re.finditer(r'_\("([^"]+)"\)|{% translate "([^"]+)"', source)]
        for text, context in found:
            message = catalogue.get(text, context)
            if message is None or not message.string:
                missing.append((path.name, text, context))
    assert missing == []


def test_every_file_of_the_design_system_is_short() -> None:
    files = [*TEMPLATES, *(ROOT / "static" / "waarborg").glob("*.css"), *(ROOT / "static" / "waarborg").glob("*.js")]
    assert [path.name for path in files if len(path.read_text().splitlines()) > 400] == []


def test_a_mark_is_silent_beside_its_word_and_named_alone() -> None:
    assert 'aria-hidden="true"' in written('{{ "met"|mark }}')
    assert 'role="img" aria-label="nagekomen"' in written('{{ "met"|mark("nagekomen") }}')
    with translation.override("nl"):
        assert ">krap</span>" in written('{{ "risk"|state }}')


def test_a_clock_carries_what_the_browser_needs_to_go_on() -> None:
    from waarborg.plumbing.web.gallery_examples import NOW, local

    html = written('{{ "risk"|clock(us, until=until) }}', us=48 * 60_000_000, until=local("2026-04-07T12:30"), now=NOW)
    assert f'data-left="2880" data-at="{int(NOW.timestamp())}" data-until="{int(NOW.timestamp()) + 2880}"' in html
    assert "data-left" not in written('{{ "paused"|clock(1) }}')


def test_what_people_wrote_is_escaped_by_every_tag() -> None:
    for source in ("x|mark(x)", "x|icon(x)", "x|state(x)", "x|who", "x|prio", "x|kbd"):
        assert "<b>" not in written(f"{{{{ {source} }}}}", x='<b>"')


def test_a_refusal_names_itself_says_nothing_changed_and_the_way_out() -> None:
    class TooLate(Refusal):
        nl, en = "Dit onderhoud is niet gemeld.", "This maintenance was not announced."
        nl_way_out, en_way_out = "Vanaf maandag 00:00 kan het wel.", "Possible from Monday 00:00."

    with translation.override("nl"):
        html = written('{% include "components/refusal.html" %}', refusal=TooLate(), promise="Vijf dagen vooraf.")
    for words in ("Dit onderhoud is niet gemeld.", "‘Vijf dagen vooraf.’", "Vanaf maandag 00:00 kan het wel."):
        assert words in html


def test_a_form_ties_label_help_and_message_to_the_field() -> None:
    from django import forms as django_forms

    class Report(django_forms.Form):
        default_renderer = forms.Renderer
        what = django_forms.CharField(label="Wat?", help_text="Kort.", error_messages={"required": "Vul dit in."})
        who = django_forms.ChoiceField(label="Wie", widget=django_forms.RadioSelect, choices=[("a", "A")])
        note = django_forms.CharField(label="Noot", required=False)

    html = str(Report({"note": "<b>blijft</b>"}))
    assert '<a href="#id_what">Wat? Vul dit in.</a>' in html
    assert 'aria-describedby="id_what_helptext id_what_error"' in html
    assert 'id="id_what_helptext"' in html
    assert 'id="id_what_error"' in html
    assert '<a href="#id_who">' in html
    assert 'id="id_who"' in html
    assert "&lt;b&gt;blijft&lt;/b&gt;" in html
    assert html.count("w-optional") == 1
    assert html.count('class="form-control') == 2


def test_choices_of_a_browser_are_kept_in_cookies_and_lead_back() -> None:
    request = RequestFactory().post(
        "/preferences/", {"theme": "dark", "language": "en", "keys": "off", "next": "/q/?a=1"}
    )
    response = preferences.remember(request)
    assert response["Location"] == "/q/?a=1"
    assert {name: morsel.value for name, morsel in response.cookies.items()} == {
        "waarborg_theme": "dark",
        "waarborg_language": "en",
        "waarborg_keys": "off",
    }


@pytest.mark.parametrize("away", ["https://example.org/", "//example.org/", "javascript:alert(1)"])
def test_preferences_never_lead_to_another_site(away: str) -> None:
    response = preferences.remember(RequestFactory().post("/preferences/", {"theme": "purple", "next": away}))
    assert response["Location"] == "/"
    assert not response.cookies


def test_a_page_knows_its_language_theme_and_keys() -> None:
    request = RequestFactory().get("/")
    request.COOKIES.update({"waarborg_theme": "dark", "waarborg_keys": "off"})
    with translation.override("en"):
        found = page(request)
    assert (found["lang"], found["theme"], found["keys_on"]) == ("en", "dark", False)
    request.COOKIES["waarborg_theme"] = '"><script>'
    assert page(request)["theme"] == ""


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_gallery_shows_itself_in_a_demonstration_only(settings: object, language: str) -> None:
    client = Client(headers={"accept-language": language})
    settings.DEMO = settings.DEBUG = False  # type: ignore[attr-defined]
    assert client.get("/gallery/").status_code == 404
    settings.DEMO = True  # type: ignore[attr-defined]
    answer = client.get("/gallery/")
    assert answer.status_code == 200
    title = {"nl": "Bouwstenen", "en": "Building blocks"}[language]
    assert f'<html lang="{language}"' in answer.text
    assert f"<h1>{title}</h1>" in answer.text
