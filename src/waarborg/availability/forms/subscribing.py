"""What somebody fills in who wants mail about how things are."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _


class SubscribeForm(forms.Form):
    """Where to mail, and about what; nothing chosen is everything."""

    address = forms.EmailField(
        label=_("E-mail address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"})
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
