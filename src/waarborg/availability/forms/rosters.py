"""What staff fill in about rosters: a layer of it, and a swap. Whether it may be, the actions say."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from waarborg.availability.rules import roster as rules
from waarborg.customers.models import Person
from waarborg.plumbing.web.moments import MomentField

SEATS = 6
WEEKDAYS = (
    ("0", _("Monday")),
    ("1", _("Tuesday")),
    ("2", _("Wednesday")),
    ("3", _("Thursday")),
    ("4", _("Friday")),
    ("5", _("Saturday")),
    ("6", _("Sunday")),
)
_CLOCK = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class LayerForm(forms.Form):
    """One layer: who takes turns in which order, from when, and in which hours."""

    rotation = forms.ChoiceField(
        label=_("A turn lasts"), choices=[(rules.WEEKLY, _("a week")), (rules.DAILY, _("a day"))]
    )
    first = forms.DateField(
        label=_("First day of the first turn"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Its day of the week is that of every handover, where a turn lasts a week."),
    )
    handover = forms.TimeField(label=_("Handover at"), widget=_CLOCK, initial="09:00")
    weekdays = forms.MultipleChoiceField(
        label=_("Only on these days"),
        choices=WEEKDAYS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Choose none for a layer that is on duty day and night."),
    )
    begins = forms.TimeField(label=_("From"), widget=_CLOCK, required=False)
    ends = forms.TimeField(
        label=_("Until"), widget=_CLOCK, required=False, help_text=_("No later than it begins means: on the next day.")
    )

    def __init__(self, *args: Any, staff: Sequence[Person], held: rules.Layer | None = None, **rest: Any) -> None:
        super().__init__(*args, initial={**_initial(held), **rest.pop("initial", {})}, **rest)
        choices = [("", "-"), *((str(one.id), one.name) for one in staff)]
        for seat in range(SEATS):
            self.fields[f"person{seat}"] = forms.ChoiceField(
                label=_("Colleague %(number)s") % {"number": seat + 1},
                choices=choices,
                required=seat == 0,
                initial=str(held.people[seat]) if held and seat < len(held.people) else "",
            )
        self.order_fields([*(f"person{seat}" for seat in range(SEATS)), *self.base_fields])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("weekdays") and (given.get("begins") is None or given.get("ends") is None):
            self.add_error("begins", _("Fill in from when until when on these days."))
        return given

    def layer(self) -> rules.Layer:
        given = self.cleaned_data
        people = tuple(UUID(given[f"person{seat}"]) for seat in range(SEATS) if given[f"person{seat}"])
        days = frozenset(int(one) for one in given["weekdays"])
        hours = (rules.Hours(days, _minute(given["begins"]), _minute(given["ends"])),) if days else ()
        return rules.Layer(people, given["rotation"], given["first"], _minute(given["handover"]), hours)


class RosterForm(LayerForm):
    """A new roster with its first layer."""

    name = forms.CharField(label=_("Name of the roster"), max_length=100, help_text=_("Such as: Wacht techniek"))
    zone = forms.CharField(label=_("Time zone"), max_length=60)
    field_order = ("name", "zone")

    def __init__(self, *args: Any, zone: str, **rest: Any) -> None:
        super().__init__(*args, initial={"zone": zone}, **rest)
        self.order_fields(["name", "zone"])


class SwapForm(forms.Form):
    """Who takes over, from when until when."""

    person = forms.ChoiceField(label=_("Who takes over"))

    def __init__(self, *args: Any, staff: Sequence[Person], zone: str, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["person"].choices = [(str(one.id), one.name) for one in staff]  # type: ignore[attr-defined]
        self.fields["begins_at"] = MomentField(zone=zone, label=_("From"))
        self.fields["ends_at"] = MomentField(zone=zone, label=_("Until"))


def _minute(clock: Any) -> int:
    return int(clock.hour) * 60 + int(clock.minute)


def _clock(minute: int) -> str:
    return f"{minute // 60 % 24:02}:{minute % 60:02}"


def _initial(held: rules.Layer | None) -> dict[str, Any]:
    if held is None:
        return {}
    hours = held.hours[0] if held.hours else None
    return {
        "rotation": held.rotation,
        "first": held.first,
        "handover": _clock(held.handover),
        "weekdays": sorted(str(one) for one in hours.weekdays) if hours else [],
        "begins": _clock(hours.begins) if hours else None,
        "ends": _clock(hours.ends) if hours else None,
    }
