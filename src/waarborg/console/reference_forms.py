"""Forms about naming a customer's supplier to another customer."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from waarborg.customers.rules import references as rules

TEXT = {"class": "form-control"}


def _line(label: Any, most: int, *, help_text: Any = "", required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, max_length=most, required=required, widget=forms.TextInput(attrs=TEXT)
    )


class AskForm(forms.Form):
    what = _line(_("For what?"), rules.LONGEST_WHAT, help_text=_("Such as: an IT specialist."))
    region = _line(_("In which region?"), rules.LONGEST_WHERE, required=False)


class ConsentForm(forms.Form):
    supplier = _line(_("Which supplier may we name?"), rules.LONGEST_SUPPLIER)
    what = _line(_("For what?"), rules.LONGEST_WHAT, help_text=_("Such as: an IT specialist."))
    region = _line(_("In which region?"), rules.LONGEST_WHERE, required=False)
    whom = forms.ChoiceField(label=_("To whom?"), widget=forms.RadioSelect, initial=rules.ONE)
    until = forms.DateField(
        label=_("Until and including"),
        help_text=_("Leave it empty for as long as you do not take it back."),
        required=False,
        widget=forms.DateInput(attrs={**TEXT, "type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, lang: str, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["whom"].choices = [(one, rules.words(one, lang)) for one in rules.WHOM]  # type: ignore[attr-defined]


class DiscloseForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail address of who asked us"),
        help_text=_("Somebody of another customer, as we know him. The mail names the supplier alone."),
        widget=forms.EmailInput(attrs=TEXT),
    )
