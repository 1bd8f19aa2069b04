"""What people fill in to be called back, and what we write down of the call."""

from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import groupby
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from waarborg.plumbing.web import wording

NUMBER = RegexValidator(r"^\+?[0-9][0-9 ()./-]{5,}$", _("Write a telephone number, such as 020 123 45 67."))


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


class AnyMoment(forms.TypedChoiceField):
    """One of the moments that are offered, or another: the action judges, and says which is the first."""

    def valid_value(self, value: str) -> bool:
        """Whether it is an instant with its zone."""
        try:
            return datetime.fromisoformat(value).tzinfo is not None
        except ValueError:
            return False


class WhenForm(forms.Form):
    """A moment of the telephone hours, said in their `zone`; the earliest stands first."""

    start = AnyMoment(label=_("When shall we call?"), coerce=_moment)

    def __init__(self, *args: Any, moments: Sequence[datetime], zone: str, lang: str, **rest: Any) -> None:
        super().__init__(*args, **rest)
        days = groupby(moments, key=lambda one: wording.local_date(one, zone))
        self.fields["start"].choices = [  # type: ignore[attr-defined]
            (
                wording.day(day, lang),
                [(one.isoformat(), f"{wording.day(day, lang)} {wording.time_of_day(one, lang, zone)}") for one in held],
            )
            for day, held in days
        ]


class AskForm(WhenForm):
    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    phone = forms.CharField(
        max_length=40,
        label=_("On which number?"),
        validators=[NUMBER],
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"}),
    )
    ticket = forms.TypedChoiceField(
        required=False, coerce=UUID, empty_value=None, label=_("Is it about something that we handle already?")
    )
    text = forms.CharField(
        max_length=20_000,
        label=_("What is it about?"),
        help_text=_("Rather no names of clients, and never a password."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    field_order = ("phone", "start", "ticket", "text", "once")

    def __init__(self, *args: Any, tickets: Sequence[tuple[str, str]], **rest: Any) -> None:
        super().__init__(*args, **rest)
        if tickets:
            self.fields["ticket"].choices = [("", _("No, it is something new")), *tickets]  # type: ignore[attr-defined]
        else:
            del self.fields["ticket"]


class SpokeForm(forms.Form):
    said = forms.CharField(
        max_length=20_000,
        label=_("What was said?"),
        help_text=_("The customer reads this on the ticket."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
