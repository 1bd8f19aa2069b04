"""Forms of what the owner of a customer orders. Whether it counts, the actions say."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from waarborg.access.forms import RolesForm, _day
from waarborg.customers.rules.instructions import FORMS, IN_ACCOUNT

SELECT = {"class": "form-select"}


def _one_of(label: Any, *, help_text: Any = "", required: bool = True) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, help_text=help_text, required=required, widget=forms.Select(attrs=SELECT))


class TransferForm(forms.Form):
    about = _one_of(_("To whom?"))

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["about"].choices = people  # type: ignore[attr-defined]


class RightsForm(RolesForm):
    """Whose rights, which, and until when where they end."""

    field_order: tuple[str, ...] = ("about", "roles", "until")
    about = _one_of(_("Whose rights?"))
    until = _day(_("Last day of what is added, when it ends"))

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["about"].choices = people  # type: ignore[attr-defined]


class OrderForm(RightsForm):
    """What staff write down of an order that came by mail, in a report, or in a form that does not count."""

    field_order = ("what", "owner", "form", "address", "message", "wording", "about", "roles", "none", "until")
    what = forms.ChoiceField(
        label=_("What is asked?"),
        choices=[("rights", _("Change rights")), ("transfer", _("Transfer the account"))],
        widget=forms.RadioSelect,
    )
    owner = _one_of(_("Who asks?"))
    form = _one_of(_("How did it come?"))
    address = forms.EmailField(
        label=_("From which address?"),
        help_text=_("For a mail: the address it came from."),
        required=False,
        widget=forms.EmailInput(attrs={"class": "form-control", "autocomplete": "off"}),
    )
    message = _one_of(_("In which report?"), required=False)
    wording = forms.CharField(
        label=_("What does it say?"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3, "class": "form-control"}),
    )
    none = forms.BooleanField(
        label=_("No rights at all: that is what it says"),
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )

    def __init__(self, *args: Any, chats: list[tuple[str, str]], lang: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people, english = self.fields["about"].choices, lang == "en"  # type: ignore[attr-defined]
        self.fields["about"].required = False
        self.fields["about"].choices = [("", _("it does not say")), *people]  # type: ignore[attr-defined]
        self.fields["owner"].choices = people  # type: ignore[attr-defined]
        forms_ = [(key, words[english]) for key, words in FORMS.items() if key != IN_ACCOUNT]
        self.fields["form"].choices = forms_  # type: ignore[attr-defined]
        self.fields["message"].choices = [("", "–"), *chats]  # type: ignore[attr-defined]
