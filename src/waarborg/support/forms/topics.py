"""What is filled in about the topic of a ticket, and about the help of others."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


def _text(label: Any, *, rows: int = 3, help_text: Any = "", longest: int = 500) -> forms.CharField:
    return forms.CharField(
        max_length=longest, label=label, help_text=help_text, widget=forms.Textarea(attrs={"rows": rows})
    )


class TopicForm(forms.Form):
    topic = forms.ChoiceField(label=_("What is it about?"), widget=forms.RadioSelect)
    why = _text(_("Why?"), help_text=_("The customer reads it."))

    def __init__(self, *args: Any, topics: Sequence[tuple[str, str]], **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["topic"].choices = list(topics)  # type: ignore[attr-defined]


class ContestForm(forms.Form):
    why = _text(_("Why do you see it otherwise?"), longest=2000)


class RefuseForm(forms.Form):
    text = _text(_("What the customer reads"), rows=8, longest=10_000)


class ReferralForm(forms.Form):
    name = forms.CharField(max_length=100, label=_("Who is it?"))
    url = forms.URLField(max_length=300, label=_("Address of the page"), assume_scheme="https")
    what_nl = forms.CharField(max_length=300, label=_("For what, in Dutch"))
    what_en = forms.CharField(max_length=300, label=_("For what, in English"))
    listed = forms.BooleanField(
        required=False,
        initial=True,
        label=_("It stands on the list"),
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )
