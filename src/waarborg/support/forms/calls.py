"""What a caller says first, the number of the ticket; and what he says about it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from waarborg.customers.models import Person
from waarborg.plumbing.web.moments import MomentField


class CallForm(forms.Form):
    number = forms.CharField(
        max_length=20,
        label=_("Number of the ticket"),
        help_text=_("As the caller says it; the letter and zeros may be left out."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "autofocus": True}),
    )


class SaidForm(forms.Form):
    """What a customer says by telephone about a ticket that is there."""

    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    caller = forms.TypedChoiceField(label=_("Who says it?"), coerce=UUID)
    text = forms.CharField(
        max_length=20_000,
        label=_("What does the customer say?"),
        help_text=_("It stands on the ticket in the name of the caller, and the customer reads it there."),
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    reason = forms.CharField(
        max_length=500, required=False, label=_("Why is it entered only now?"),
        help_text=_("Only for an earlier moment; it is kept with the message."),
    )  # fmt: skip

    def __init__(self, *args: Any, people: Sequence[Person], zone: str, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["caller"].choices = [(str(one.id), one.name) for one in people]  # type: ignore[attr-defined]
        self.fields["said_at"] = MomentField(
            zone=zone, required=False, label=_("When was it said?"), help_text=_("Leave empty for now.")
        )
        self.order_fields(("caller", "text", "said_at", "reason", "once"))
