"""A promise in a list, written in Python, is byte for byte what this template writes."""

from typing import Any

import pytest
from django.template import Context, Template
from django.utils import translation
from django.utils.safestring import mark_safe

ROW = """{% load waarborg %}<li class="w-promise" data-state="{{ promise.state }}"{% if promise.state == "risk" or \
promise.state == "broken" or promise.state == "late" %} data-loud{% endif %}{% if promise.id %} id="{{ promise.id }}"\
{% endif %}>{% mark promise.state %}<p class="w-words">{% if promise.url %}<a href="{{ promise.url }}">\
{{ promise.words }}</a>{% else %}{{ promise.words }}{% endif %}</p><span class="w-state">\
{% firstof promise.state_words promise.state|state_word %}</span><p class="w-live">{{ promise.live }}\
{% if promise.level == "target" or promise.level == "experience" %} <span class="w-nowrap">\
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
        ours = Template("{% load promise_rows %}{% promise_row promise %}").render(Context({"promise": promise}))
        assert ours == Template(ROW).render(Context({"promise": promise}))


def test_links_are_what_their_template_writes() -> None:
    words = {"promises": PROMISES}
    ours = Template("{% load promise_rows %}{% promise_links promises %}").render(Context(words))
    assert ours == Template(LINKS).render(Context(words))
