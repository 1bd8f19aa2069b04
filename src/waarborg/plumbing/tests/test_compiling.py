"""Pages are compiled for each language by itself, and write what they wrote when nothing was settled beforehand."""

from pathlib import Path
from typing import Any

import pytest
from django.template import engines
from django.utils import translation
from django.utils.safestring import mark_safe
from jinja2 import nodes

import waarborg
from waarborg.plumbing.tests.page_texts import written
from waarborg.plumbing.web.compiling import Speaking, shadowed

PAGES = sorted(Path(waarborg.__file__).parent.rglob("jinja2/**/*.html"))
ENGINE: Any = engines["pages"]
SAID = '{{ _("Close") }} {% trans %}Menu{% endtrans %} {{ pgettext("key", "search") }}'


def settled() -> Speaking:
    env: Speaking = ENGINE.env
    return env


def test_a_page_speaks_the_language_of_who_reads_it_whoever_read_it_before() -> None:
    found = []
    for lang in ("nl", "en", "nl"):
        with translation.override(lang):
            found.append(written(SAID))
    assert found == ["Sluiten Menu zoeken", "Close Menu search", "Sluiten Menu zoeken"]


def test_each_language_has_pages_of_its_own() -> None:
    kept = []
    for lang in ("nl", "en"):
        with translation.override(lang):
            kept.append(settled().get_template("components/keys_dialog.html"))
    assert kept[0] is not kept[1]


def test_what_is_settled_stands_in_the_compiled_page() -> None:
    with translation.override("en"):
        compiled = settled().compile('<b>{{ _("Close") }}</b>{{ scripts("keys") }}', raw=True)
    assert "<b>Close</b><script src=" in compiled
    assert "keys.js" in compiled


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize(
    "source",
    [
        SAID,
        '{% with text=_("Close") %}{{ text }}{% endwith %}',
        "{% trans n=number %}{{ n }} report{% pluralize %}{{ n }} reports{% endtrans %}",
        "{{ _(known) }} {{ word }} {{ safe }} {{ number }} {{ nothing }} {{ none }}",
        '{% set held %}{{ word }}{{ _("Close") }}{% endset %}{{ held }}',
        '{{ url_for("home") }} {{ seal() }} {{ stylesheets("base") }}',
        "{% macro twice(text) %}{{ text }}{{ text }}{% endmacro %}{{ twice(word) }}",
    ],
)
def test_it_writes_what_a_page_without_anything_settled_writes(source: str, lang: str) -> None:
    given = {"known": "Close", "word": "<i>&", "safe": mark_safe("<b>"), "number": 3, "none": None}
    with translation.override(lang):
        plain = ENGINE._of_none.from_string(source).render(given)
        assert settled().from_string(source).render(given) == plain
    assert "<i>" not in plain


def test_a_function_that_takes_the_page_gets_it(rf: Any) -> None:
    with translation.override("nl"):
        found = written("{{ query(page=2) }}", request=rf.get("/?q=a"))
    assert found == "?q=a&page=2"


def test_what_somebody_wrote_is_escaped_also_where_it_is_translated() -> None:
    with translation.override("nl"):
        found = written(
            "{{ ours|translated }} {{ theirs|translated }}{{ none|translated }}", ours="Close", theirs="<b>x"
        )
    assert found == "Sluiten &lt;b&gt;x"


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_only_words_of_a_page_itself_are_written_as_markup(path: Path) -> None:
    for call in settled().parse(path.read_text()).find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name in ("_", "gettext"):
            assert not [one for one in call.args if isinstance(one, nodes.Name | nodes.Getattr | nodes.Getitem)]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_no_page_means_something_else_by_what_is_settled(path: Path) -> None:
    assert list(shadowed(settled().parse(path.read_text()))) == []
