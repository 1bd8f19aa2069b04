"""What people fill in to book a moment, to end a session, and to keep their own week."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from waarborg.customers.models import Person
from waarborg.kernel.instants import from_us
from waarborg.plumbing.web import wording
from waarborg.support.rules.appointments.slots import Slot

ZONES = ("Europe/Amsterdam", "Europe/London", "America/Paramaribo", "America/Curacao", "America/Aruba", "UTC")


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


class MomentForm(forms.Form):
    """A free moment, said in the reader's `zone`."""

    start = forms.TypedChoiceField(label=_("When?"), coerce=_moment)

    def __init__(self, *args: Any, slots: Sequence[Slot], zone: str, lang: str, **rest: Any) -> None:
        super().__init__(*args, **rest)
        moments = [from_us(slot.start) for slot in slots]
        self.fields["start"].choices = [  # type: ignore[attr-defined]
            (one.isoformat(), wording.instant(one, lang, zone)) for one in moments
        ]


class BookForm(MomentForm):
    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    zone = forms.ChoiceField(widget=forms.HiddenInput)
    ticket = forms.TypedChoiceField(
        required=False, coerce=UUID, empty_value=None, label=_("Is it about something that we handle already?")
    )
    text = forms.CharField(
        max_length=20_000,
        label=_("What shall we look at together?"),
        help_text=_("Rather no names of clients, and never a password."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    field_order = ("start", "text", "ticket", "zone", "once")

    def __init__(self, *args: Any, tickets: Sequence[tuple[str, str]], **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["zone"].choices = [(rest["zone"], rest["zone"])]  # type: ignore[attr-defined]
        if tickets:
            self.fields["ticket"].choices = [("", _("No, it is something new")), *tickets]  # type: ignore[attr-defined]
        else:
            del self.fields["ticket"]


class DoneForm(forms.Form):
    done = forms.CharField(
        max_length=5_000,
        label=_("What was done?"),
        help_text=_("The customer reads this on the ticket."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def _minutes(text: str) -> int:
    hours, _colon, minutes = text.strip().partition(":")
    found = int(hours) * 60 + int(minutes or 0)
    if not 0 <= int(minutes or 0) < 60 or not 0 <= found <= 24 * 60:
        raise ValueError(text)
    return found


class RosterForm(forms.Form):
    """A line a day: "09:00-12:30, 13:00-17:00", or empty."""

    def __init__(self, *args: Any, lang: str, held: Sequence[tuple[int, int, int]], **rest: Any) -> None:
        super().__init__(*args, **rest)
        for weekday, name in enumerate(wording.DAYS[wording.tongue(lang)]):
            said = ", ".join(f"{_clock(first)}-{_clock(last)}" for day, first, last in held if day == weekday)
            self.fields[f"day{weekday}"] = forms.CharField(
                required=False,
                max_length=100,
                label=name[:1].upper() + name[1:],
                initial=said,
                widget=forms.TextInput(attrs={"autocomplete": "off", "placeholder": "09:00-12:30, 13:00-17:00"}),
            )

    def clean(self) -> dict[str, Any]:
        filled = super().clean() or {}
        weekly = []
        for weekday in range(7):
            for part in filter(None, (one.strip() for one in filled.get(f"day{weekday}", "").split(","))):
                try:
                    first, last = (_minutes(one) for one in part.replace("–", "-").split("-"))
                except ValueError:
                    self.add_error(f"day{weekday}", _("Write it as 09:00-12:30, 13:00-17:00."))
                    break
                weekly.append((weekday, first, last))
        filled["weekly"] = weekly
        return filled


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


class AbsenceForm(forms.Form):
    """Days away and who stands in. `others` are the colleagues; who keeps everybody's roster also chooses `person`."""

    person = forms.TypedChoiceField(label=_("Who is away?"), coerce=UUID)
    first = forms.DateField(label=_("First day away"), widget=forms.DateInput(attrs={"type": "date"}))
    last = forms.DateField(label=_("Last day away"), widget=forms.DateInput(attrs={"type": "date"}))
    stand_in = forms.TypedChoiceField(
        label=_("Who stands in?"),
        coerce=UUID,
        required=False,
        empty_value=None,
        help_text=_("Gets what comes in those days: mentions, replies of customers, and tickets given anyway."),
    )

    def __init__(self, *args: Any, me: UUID, staff: Sequence[Person], keeps_all: bool, **rest: Any) -> None:
        super().__init__(*args, **rest)
        named = [(str(one.id), one.name) for one in staff]
        self.people = {one.id: one for one in staff}
        nobody = [("", _("nobody: then the team of the ticket"))]
        if keeps_all:
            self.fields["person"].choices = named  # type: ignore[attr-defined]
            self.fields["person"].initial = str(me)
            self.fields["stand_in"].choices = [*nobody, *named]  # type: ignore[attr-defined]
        else:
            del self.fields["person"]
            others = [one for one in named if one[0] != str(me)]
            self.fields["stand_in"].choices = [*nobody, *others]  # type: ignore[attr-defined]

    def days(self) -> dict[str, Any]:
        """What the action takes of the cleaned input."""
        filled = self.cleaned_data
        return {"first": filled["first"], "last": filled["last"], "stand_in": self.people.get(filled["stand_in"])}
