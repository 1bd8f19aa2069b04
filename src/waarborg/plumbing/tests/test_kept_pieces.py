"""Pieces of pages that are made once: what they are made of decides, and nothing else."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from django import forms
from django.utils import translation
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from waarborg.kernel.steps import Step
from waarborg.plumbing.templatetags.drawings import _as_drawn, stamp_card
from waarborg.plumbing.templatetags.promise_rows import promise_row
from waarborg.plumbing.tests.page_texts import written
from waarborg.plumbing.web.forms import blank, blank_once

NOW = datetime(2026, 4, 7, 9, 42, 31, 5, tzinfo=UTC)
MINUTE = datetime(2026, 4, 7, 9, 42, tzinfo=UTC)
START = NOW - timedelta(hours=2)


class Choice(forms.Form):
    who = forms.ChoiceField(label=_("Queue"))


def choice(*names: str) -> Choice:
    form = Choice(initial={"who": names[0]})
    form.fields["who"].choices = [(name, name) for name in names]  # type: ignore[attr-defined]
    return form


def test_a_blank_form_is_what_the_form_itself_writes_in_each_language() -> None:
    for lang in ("nl", "en", "nl"):
        with translation.override(lang):
            assert blank(choice, "a", "b").__html__() == str(choice("a", "b"))


def test_other_choices_are_another_form() -> None:
    assert str(blank(choice, "a", "b")) != str(blank(choice, "b", "a"))
    assert str(blank(choice, "<b>")) == str(choice("<b>"))
    assert "<b>" not in str(blank(choice, "<b>"))


def test_a_blank_form_answers_what_pages_ask_of_a_form() -> None:
    made = blank(choice, "a")
    assert (bool(made.errors), made.is_bound) == (False, False)


class Sent(forms.Form):
    text = forms.CharField(label=_("Queue"))
    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


def test_a_form_that_is_sent_once_has_another_number_each_time_and_is_the_same_for_the_rest() -> None:
    shown = [str(blank_once(Sent)) for _ in range(3)]
    numbers = [html.partition('name="once" value="')[2].partition('"')[0] for html in shown]
    assert len({UUID(number) for number in numbers}) == 3
    assert {html.replace(number, "") for html, number in zip(shown, numbers, strict=True)} == {
        str(Sent(initial={"once": UUID(numbers[0])})).replace(numbers[0], "")
    }
    made = blank_once(Sent)
    assert str(made) == str(made)


def test_a_running_clock_is_drawn_to_the_minute() -> None:
    assert _as_drawn(NOW, (), START, NOW + timedelta(hours=1), None) == MINUTE


def test_what_happened_within_this_minute_is_drawn_to_the_second() -> None:
    just_due = MINUTE + timedelta(seconds=10)
    assert _as_drawn(NOW, (), START, just_due, None) == NOW
    assert _as_drawn(NOW, (), just_due, None, None) == NOW
    assert _as_drawn(NOW, (Step("pause", just_due, None),), START, None, None) == NOW


def test_a_clock_that_has_stopped_is_drawn_the_same_whenever_it_is_looked_at() -> None:
    over = (Step("pause", START, START + timedelta(minutes=5)),)
    assert _as_drawn(NOW, over, START, NOW, NOW - timedelta(minutes=1)) is None
    assert _as_drawn(NOW, (Step("pause", START, None),), START, None, NOW - timedelta(minutes=1)) == MINUTE


def test_a_row_of_words_is_not_taken_for_one_of_markup_with_the_same_letters() -> None:
    promise = {"words": "<b>Snel</b>", "state": "met", "live": "1 < 2"}
    said = {"text": promise_row(promise), "markup": promise_row({**promise, "words": mark_safe(promise["words"])})}
    assert "&lt;b&gt;Snel&lt;/b&gt;" in said["text"] and "<b>Snel</b>" in said["markup"]
    assert promise_row(promise) == said["text"]


def test_stamps_follow_the_states_and_the_language() -> None:
    rows = [{"label": "Support", "url": "#support", "states": ["met", "late"]}]
    before = stamp_card(rows)
    assert stamp_card([("Support", "#support", ("met", "late"))]) == before
    rows[0]["states"] = ["met", "met"]
    assert stamp_card(rows) != before
    with translation.override("en"):
        assert "2 met" in stamp_card(rows)


def test_numbers_in_pages_are_counted_in_the_language_of_the_moment() -> None:
    asked = "{% trans n=n %}{{ n }} promise{% pluralize %}{{ n }} promises{% endtrans %}"
    for lang, said in (
        ("nl", ("1 belofte", "2 beloften")),
        ("en", ("1 promise", "2 promises")),
        ("nl", ("1 belofte",)),
    ):
        with translation.override(lang):
            assert tuple(written(asked, n=number) for number in range(1, len(said) + 1)) == said
