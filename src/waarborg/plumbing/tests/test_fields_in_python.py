"""Fields that are written in Python are, byte for byte, what their templates write."""

from typing import Any

import pytest
from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils import translation
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy

from waarborg.plumbing.tests.page_texts import spelt
from waarborg.plumbing.web.forms import Renderer
from waarborg.plumbing.web.widgets import written

NASTY = "<b>\"'&amp; ë\n1.000"
CHOICES = [("", "–"), ("p1", NASTY), (2, 1234567), (True, gettext_lazy("Close"))]
GROUPED = [("Eén & twee", [("a", "A"), ("b", mark_safe("<i>B</i>"))]), ("c", "C")]
INITIAL: dict[str, Any] = {
    "text": NASTY, "tel": None, "number": 1234567, "decimal": 1.5, "flag": True, "area": NASTY, "choice": "p1",
    "grouped": "b", "several": ["p1", 2], "radio": 2, "hidden": mark_safe("a&amp;b"), "day": "2026-11-10",
}  # fmt: skip


class ByTemplates(TemplatesSetting):
    field_template_name = Renderer.field_template_name
    form_template_name = Renderer.form_template_name


class Every(forms.Form):
    """A field of every kind, with and without attributes, help and label."""

    text = forms.CharField(
        help_text=mark_safe("<em>why</em>"), widget=forms.TextInput({"class": "w-a w-b", "x": NASTY})
    )
    tel = forms.CharField(required=False, label=NASTY, widget=forms.TextInput({"autofocus": True, "hidden": False}))
    number = forms.IntegerField(min_value=1, max_value=3, localize=True)
    decimal = forms.FloatField(required=False)
    mail = forms.EmailField(required=False, label=gettext_lazy("Close"))
    secret = forms.CharField(widget=forms.PasswordInput)
    day = forms.DateField(required=False, widget=forms.DateInput({"type": "date"}))
    flag = forms.BooleanField(help_text="tick")
    loose = forms.BooleanField(required=False, widget=forms.CheckboxInput({"class": "w-c"}))
    area = forms.CharField(widget=forms.Textarea({"rows": 4, "class": "w-d"}))
    empty = forms.CharField(required=False, widget=forms.Textarea)
    choice = forms.ChoiceField(choices=CHOICES, required=False)
    grouped = forms.ChoiceField(choices=GROUPED, widget=forms.Select({"class": "w-e"}))
    many = forms.MultipleChoiceField(choices=CHOICES)
    several = forms.MultipleChoiceField(choices=CHOICES, widget=forms.CheckboxSelectMultiple({"class": "w-f"}))
    radio = forms.ChoiceField(choices=GROUPED, required=False, help_text="one", widget=forms.RadioSelect)
    hidden = forms.CharField(widget=forms.HiddenInput({"class": "w-g"}))
    file = forms.FileField(required=False)
    moment = forms.SplitDateTimeField(required=False)


class Styled(Every):
    error_css_class = "w-bad"
    required_css_class = "w-must"


DATA = [
    None,
    {},
    {
        "text": NASTY,
        "number": "17",
        "decimal": "x",
        "mail": "no",
        "choice": "zzz",
        "several": ["2", "zzz"],
        "radio": "c",
    },
]


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("data", DATA)
@pytest.mark.parametrize("kind", [Every, Styled])
@pytest.mark.parametrize("more", [{}, {"prefix": "a", "auto_id": False}, {"use_required_attribute": False}])
def test_each_field_is_what_its_template_writes(kind: Any, data: Any, lang: str, more: dict[str, Any]) -> None:
    with translation.override(lang):
        ours = kind(data, initial=INITIAL, renderer=Renderer(), **more)
        theirs = kind(data, initial=INITIAL, renderer=ByTemplates(), **more)
        for name in ours.fields:
            assert spelt(str(ours[name])) == spelt(str(theirs[name])), name
            assert spelt(ours[name].as_field_group()) == spelt(theirs[name].as_field_group()), name
        assert spelt(str(ours)) == spelt(str(theirs))


def test_what_is_not_written_here_is_left_to_its_template() -> None:
    assert written("django/forms/widgets/clearable_file_input.html", {"widget": {}}) is None
    assert 'type="file"' in str(Every(renderer=Renderer())["file"])
