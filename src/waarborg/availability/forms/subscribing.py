"""What somebody fills in who wants to be told how things are."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _


class SubscribeForm(forms.Form):
    """Where to mail, or what program to tell, and about what; nothing chosen is everything."""

    address = forms.EmailField(
        label=_("E-mail address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    url = forms.CharField(
        label=_("Webhook"),
        max_length=500,
        required=False,
        help_text=_("An https address of a program of yours: it hears of it in the place of your mail."),
        widget=forms.URLInput(attrs={"autocomplete": "off", "placeholder": "https://"}),
    )
    components = forms.TypedMultipleChoiceField(
        label=_("About"),
        coerce=UUID,
        required=False,
        help_text=_("Choose nothing to hear of every component."),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, components: Sequence[tuple[UUID, str]], **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["components"].choices = [(str(one), name) for one, name in components]  # type: ignore[attr-defined]
