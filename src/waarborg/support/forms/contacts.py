"""What a customer fills in about who may ask us, and about itself."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from waarborg.customers.models import Person
from waarborg.customers.rules.roles import BREACH_CONTACT, KEY_USER, SUPPORT_CONTACT, TRAINER

LEVELS = (
    (SUPPORT_CONTACT, _("Support contact: the first line, asks for everybody")),
    (KEY_USER, _("Key user: the second line, helps colleagues first")),
    (TRAINER, _("Trainer: trains colleagues")),
    (BREACH_CONTACT, _("Data breach contact: hears of a breach first")),
)


class ContactForm(forms.Form):
    person = forms.TypedChoiceField(label=_("Who?"), coerce=UUID)
    role = forms.ChoiceField(label=_("As what?"), choices=LEVELS, widget=forms.RadioSelect, initial=SUPPORT_CONTACT)

    def __init__(self, *args: Any, people: Sequence[Person], **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["person"].choices = [(str(one.id), one.name) for one in people]  # type: ignore[attr-defined]


class OrganisationForm(forms.Form):
    name = forms.CharField(max_length=200, label=_("Name of the organisation"))
    phone = forms.CharField(max_length=30, required=False, label=_("Telephone"))
    size = forms.IntegerField(
        min_value=1, max_value=10_000_000, required=False, label=_("Number of people who work there")
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
