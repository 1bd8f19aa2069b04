"""A promise in a list, written in Python, is byte for byte what this template writes."""

from typing import Any

import pytest
from django.utils import translation
from django.utils.safestring import mark_safe

from waarborg.plumbing.tests.page_texts import written

ROW = """<li class="w-promise" data-state="{{ promise.state }}"{% if promise.state == "risk" or \
promise.state == "broken" or promise.state == "late" %} data-loud{% endif %}\
{% if promise.id %} id="{{ promise.id }}"{% endif %}>{{ promise.state|mark }}<p class="w-words">\
{% if promise.url %}<a href="{{ promise.url }}">{{ promise.words }}</a>{% else %}{{ promise.words }}{% endif %}\
</p><span class="w-state">{{ promise.state_words or promise.state|state_word or "" }}</span><p class="w-live">\
{{ promise.live }}{% if promise.level == "target" or promise.level == "experience" %} <span class="w-nowrap">\
{{ promise.level|level_word }}</span>{% endif %}</p></li>"""
LINKS = """{% for promise in promises %}<li class="w-words"><a href="{{ promise.url }}">{{ promise.words }}</a></li>\
{% endfor %}"""
FULL: dict[str, Any] = {
    "words": "Wij antwoorden <b>snel</b> & 'goed'", "url": '/portal/agreement/?a=1&b="2"#AP-24', "level": "guarantee",
    "live": mark_safe('3 lopen: <a href="/x">#12</a>.'), "state": "met",
}  # fmt: skip
PROMISES = [
    *({**FULL, "state": state} for state in ("met", "risk", "late", "broken", "running", "unenforced", "rest")),
    *({**FULL, "level": level, "live": "2 & <3>"} for level in ("target", "experience")),
    {**FULL, "id": "AP-24", "state_words": "nog <1> dag", "url": ""},
]


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("promise", PROMISES)
def test_a_promise_is_what_its_template_writes(promise: dict[str, Any], lang: str) -> None:
    with translation.override(lang):
        ours = written("{{ promise|promise_row }}", promise=promise)
        assert ours == written(ROW, promise=promise)


def test_links_are_what_their_template_writes() -> None:
    assert written("{{ promises|promise_links }}", promises=PROMISES) == written(LINKS, promises=PROMISES)
