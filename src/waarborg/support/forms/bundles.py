"""What is filled in about a bundle of wishes."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _


def _day(label: Any, help_text: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label, help_text=help_text, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class BundleForm(forms.Form):
    """Which tickets are carried out together, under what name, and the day that we propose."""

    title = forms.CharField(max_length=200, label=_("What is it called?"))
    tickets = forms.TypedMultipleChoiceField(
        label=_("Which tickets are in it?"), coerce=UUID, widget=forms.CheckboxSelectMultiple
    )
    day = _day(_("Which day do we propose?"), _("The customer confirms it, or chooses another."))

    def __init__(self, *args: Any, tickets: Sequence[tuple[str, str]], **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["tickets"].choices = list(tickets)  # type: ignore[attr-defined]


class DayForm(forms.Form):
    """A day: confirmed by the customer, or proposed anew by us."""

    day = _day(_("Day"))


class DeliverForm(forms.Form):
    """What every ticket of the bundle is answered with."""

    text = forms.CharField(
        max_length=20_000,
        label=_("What did we do?"),
        help_text=_("Each ticket that is still open gets this as its solution."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
