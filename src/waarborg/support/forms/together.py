"""What staff fill in about tickets that belong together."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from waarborg.support.rules import links


class LinkForm(forms.Form):
    """Another ticket by its number, and how the two have to do with each other."""

    kind = forms.ChoiceField(label=_("This ticket"), widget=forms.RadioSelect)
    number = forms.CharField(max_length=20, label=_("Number of the other ticket"))

    def __init__(self, *args: Any, lang: str, **rest: Any) -> None:
        super().__init__(*args, initial={"kind": "related"}, **rest)
        choices = [(word, links.said(word, lang, forward=True)) for word in links.CHOSEN]
        self.fields["kind"].choices = choices  # type: ignore[attr-defined]


class MergeForm(forms.Form):
    """Which tickets go on in this one, and why."""

    others = forms.TypedMultipleChoiceField(
        label=_("Which tickets go on in this one?"), coerce=UUID, widget=forms.CheckboxSelectMultiple
    )
    why = forms.CharField(max_length=500, label=_("Why?"), help_text=_("It stays in the journal."))

    def __init__(self, *args: Any, others: Sequence[tuple[str, str]], **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["others"].choices = list(others)  # type: ignore[attr-defined]


class SplitForm(forms.Form):
    """Which message becomes a ticket of its own, and what that says."""

    message = forms.TypedChoiceField(label=_("Which message?"), coerce=UUID, widget=forms.RadioSelect)
    subject = forms.CharField(max_length=200, label=_("In one sentence"))
    kind = forms.ChoiceField(label=_("Kind"))
    text = forms.CharField(
        max_length=20_000,
        required=False,
        label=_("What the new ticket says"),
        help_text=_("Empty: the whole message."),
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def __init__(
        self, *args: Any, messages: Sequence[tuple[str, str]], kinds: Sequence[tuple[str, str]], **rest: Any
    ) -> None:
        super().__init__(*args, **rest)
        self.fields["message"].choices = list(messages)  # type: ignore[attr-defined]
        self.fields["kind"].choices = list(kinds)  # type: ignore[attr-defined]
