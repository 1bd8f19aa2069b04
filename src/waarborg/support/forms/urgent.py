"""What people fill in about urgent cases."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from waarborg.customers.models import Person
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


class CallerForm(UrgentForm):
    """What staff write down of a caller: who it is, and what kind of urgent case he calls it."""

    caller = forms.TypedChoiceField(label=_("Who says so?"), coerce=UUID)
    speaking = forms.BooleanField(
        required=False,
        label=_("I am speaking to them now"),
        help_text=_("That is our first contact. Leave it open for a message that was left."),
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )

    def __init__(self, *args: Any, people: Sequence[Person], **rest: Any) -> None:
        super().__init__(*args, **rest)
        # Nobody of ours agrees to a cost for a customer.
        self.fields.pop("agrees", None)
        self.fields["caller"].choices = [(str(one.id), one.name) for one in people]  # type: ignore[attr-defined]


class HandWayInForm(forms.Form):
    """What staff confirm before they read a code aloud; the own password where they did not sign in just now."""

    called_back = forms.BooleanField(
        required=False,
        label=_("I called this number myself, asked for them by name, and speak to them now"),
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )
    reason = forms.CharField(
        max_length=300,
        label=_("Why can it not wait until they reach their mailbox?"),
        help_text=_("It is kept with the ticket; name no clients."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    current = forms.CharField(
        label=_("Your own password"),
        max_length=1024,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "class": "form-control"}),
    )

    def __init__(self, *args: Any, needed: bool, **rest: Any) -> None:
        super().__init__(*args, **rest)
        if not needed:
            del self.fields["current"]


class AllowUrgentForm(forms.Form):
    why = forms.CharField(
        max_length=500,
        label=_("Why does it go as urgent after all?"),
        help_text=_("The customer reads this too."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
