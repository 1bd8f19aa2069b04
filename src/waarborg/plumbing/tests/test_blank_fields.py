"""Fields of a form that nobody has filled in are those of the form itself, but for what is another at each request."""

from uuid import UUID, uuid4

import pytest
from django import forms
from django.template import engines
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from waarborg.plumbing.web.forms import blank_fields

ONE, OTHER = UUID(int=1), UUID(int=2)
LAID_OUT = """{{ form.once }}{{ form.text }}<b>{{ form.text.id_for_label }}</b>\
{{ form.text.value()|default("", true) }}\
{% for radio in form.kind %}{{ radio.data.value }} {{ radio.data.label }} {{ radio.data.attrs.id }} \
{{ radio.data.selected }}{% endfor %}{{ form["text"].as_field_group() }}\
{% if form.errors or form.is_bound %}!{% endif %}\
{% if form.more is defined %}?{% endif %}{% if form.text.errors %}!{% endif %}"""


class Sent(forms.Form):
    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    text = forms.CharField(label=_("Queue"), initial="<b>")
    kind = forms.ChoiceField(widget=forms.RadioSelect, initial="a")


def sent(*words: str) -> Sent:
    form = Sent()
    form.fields["kind"].choices = [(word, f"<{word}>") for word in words]  # type: ignore[attr-defined]
    return form


def laid_out(form: object) -> str:
    found: str = engines["pages"].from_string(LAID_OUT).render({"form": form})
    return found


def of_django(once: UUID, *words: str) -> str:
    form = sent(*words)
    form.initial["once"] = once
    return laid_out(form)


def test_they_are_the_fields_of_the_form_with_the_value_of_this_request_in_each_language() -> None:
    for lang in ("nl", "en", "nl"):
        for once in (ONE, OTHER):
            with translation.override(lang):
                assert laid_out(blank_fields(sent, "a", "b", fresh={"once": once})) == of_django(once, "a", "b")


def test_what_is_another_each_time_is_kept_for_nobody() -> None:
    first = blank_fields(sent, "a", fresh={"once": ONE})
    assert str(OTHER) in laid_out(blank_fields(sent, "a", fresh={"once": OTHER}))
    assert str(ONE) in laid_out(first) and str(OTHER) not in laid_out(first)


def test_a_value_of_this_request_is_escaped() -> None:
    said = laid_out(blank_fields(sent, "a", fresh={"once": '"><script>'}))
    assert "<script>" not in said and "&#34;&gt;&lt;script&gt;" in said


def test_other_choices_are_other_fields() -> None:
    fields = [laid_out(blank_fields(sent, *words, fresh={"once": ONE})) for words in (("a", "b"), ("b", "a"))]
    assert fields[0] != fields[1]


def test_a_form_that_makes_something_up_by_itself_is_refused_rather_than_kept() -> None:
    with pytest.raises(ValueError, match="once"):
        blank_fields(sent, "a", fresh={})
