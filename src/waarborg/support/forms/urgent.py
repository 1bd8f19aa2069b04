"""What people fill in about urgent cases."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from waarborg.support.queries.urgent import Offer


class UrgentForm(forms.Form):
    """What kind of urgent case it is; where something costs extra, whether that is agreed to."""

    category = forms.ChoiceField(label=_("What kind of urgent case is it?"), widget=forms.RadioSelect)
    agrees = forms.BooleanField(
        required=False,
        label=_("I agree to these costs"),
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )

    def __init__(self, *args: Any, offers: Sequence[Offer], lang: str, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["category"].choices = [(one.category, one.words[lang]) for one in offers]  # type: ignore[attr-defined]
        if not any(one.basis == "charged" for one in offers):
            del self.fields["agrees"]


class AllowUrgentForm(forms.Form):
    why = forms.CharField(
        max_length=500,
        label=_("Why does it go as urgent after all?"),
        help_text=_("The customer reads this too."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
