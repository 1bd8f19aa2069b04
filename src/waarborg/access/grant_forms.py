"""Forms of access to a customer's data: what the customer grants, what we ask for, what our administrators open."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from waarborg.access.forms import _line
from waarborg.access.rules.administrator_access import PURPOSES, words


class GrantForm(forms.Form):
    """What a customer opens, to whom, for how long. `until` is a wall time in the zone of the page, and wins."""

    purpose = _line(_("What for?"), _("Such as: find out why the import stops."), 200)
    hours = forms.TypedChoiceField(
        label=_("For how long?"), coerce=int, widget=forms.Select(attrs={"class": "form-select"})
    )
    until = forms.DateTimeField(
        label=_("Or until"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local", "class": "form-control"}, format="%Y-%m-%dT%H:%M"),
    )
    tables = forms.MultipleChoiceField(
        label=_("Which data?"),
        help_text=_("Everything, if you choose none."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, hours: list[int], tables: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["hours"].choices = hour_choices(hours)  # type: ignore[attr-defined]
        self.fields["tables"].choices = tables  # type: ignore[attr-defined]


class AskForm(forms.Form):
    """What our staff ask a customer for."""

    purpose = _line(_("What do you need access for?"), _("The customer reads this."), 200)
    hours = forms.TypedChoiceField(
        label=_("For how long?"), coerce=int, initial=2, widget=forms.Select(attrs={"class": "form-select"})
    )

    def __init__(self, *args: Any, hours: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["hours"].choices = hour_choices(hours)  # type: ignore[attr-defined]


def hour_choices(hours: list[int]) -> list[tuple[int, str]]:
    return [(one, ngettext("%(n)s hour", "%(n)s hours", one) % {"n": one}) for one in hours]


def _wall() -> forms.DateTimeInput:
    return forms.DateTimeInput(attrs={"type": "datetime-local", "class": "form-control"}, format="%Y-%m-%dT%H:%M")


class AdministratorForm(forms.Form):
    """For what an administrator opens a customer's data, and between which wall times of the page's zone.

    Any purpose is read: that it is not in the list the action says, and the journal keeps that.
    """

    purpose = forms.CharField(label=_("What for?"), max_length=40, widget=forms.Select(attrs={"class": "form-select"}))
    begins = forms.DateTimeField(
        label=_("From"), help_text=_("Now, if you leave it empty."), required=False, widget=_wall()
    )
    ends = forms.DateTimeField(label=_("Until"), widget=_wall())

    def __init__(self, *args: Any, lang: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["purpose"].widget.choices = [(one, words(one, lang)) for one in PURPOSES]  # type: ignore[attr-defined]
