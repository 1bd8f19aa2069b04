"""Asking for extra support, and what staff decide about it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from waarborg.customers.models import Person
from waarborg.notices.forms import MomentField
from waarborg.support.actions.extra.book import Stretch


class ExtraForm(forms.Form):
    """The moments are local to `zone`; `costs` asks for consent."""

    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    about = forms.CharField(
        max_length=5_000, required=False, label=_("What happens then?"), widget=forms.Textarea(attrs={"rows": 3})
    )
    agrees = forms.BooleanField(
        required=False,
        label=_("I agree to the costs"),
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )
    field_order = ("starts_at", "ends_at", "about", "agrees", "once")

    def __init__(self, *args: Any, zone: str, costs: bool, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["starts_at"] = MomentField(zone=zone, label=_("Begins at"))
        self.fields["ends_at"] = MomentField(zone=zone, label=_("Ends at"))
        if not costs:
            del self.fields["agrees"]
        self.order_fields(self.field_order)

    def wanted(self) -> Stretch:
        return Stretch(*(self.cleaned_data[name] for name in ("starts_at", "ends_at", "about")))


class RosterForm(forms.Form):
    person = forms.TypedChoiceField(label=_("Who is there?"), coerce=UUID)

    def __init__(self, *args: Any, people: Sequence[Person], **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["person"].choices = [(str(one.id), one.name) for one in people]  # type: ignore[attr-defined]


class WorkedForm(forms.Form):
    minutes = forms.IntegerField(min_value=0, max_value=1440, label=_("Minutes worked"))
