"""What is filled in when an incident is looked back upon. Whether it may be, the actions say."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from waarborg.availability.actions.after_action import FIELDS, LONGEST_WHAT, MOST, Task
from waarborg.availability.actions.incidents import LONGEST_TEXT
from waarborg.availability.models import AfterAction
from waarborg.customers.models import Person


def _area(label: Any, rows: int, **rest: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": rows}),
        **rest,
    )


class AfterActionForm(forms.Form):
    """Why it happened, what was done, and up to five follow-ups with who and by when."""

    cause_nl = _area(_("Cause, in Dutch"), 4, help_text=_("Why it could happen, not who did it."))
    cause_en = _area(_("Cause, in English"), 3)
    done_nl = _area(_("What we did and change, in Dutch"), 4)
    done_en = _area(_("What we did and change, in English"), 3)
    revision = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def __init__(self, *args: Any, staff: Sequence[Person], held: AfterAction | None, **rest: Any) -> None:
        begin: dict[str, Any] = {name: getattr(held, name) for name in (*FIELDS, "revision")} if held else {}
        for one in held.follow_ups.all() if held else ():
            begin |= {
                f"what{one.place}": one.what,
                f"person{one.place}": str(one.person_id),
                f"due{one.place}": one.due_on,
                f"done{one.place}": one.done_on is not None,
            }
        super().__init__(*args, initial=begin, **rest)
        people = [("", "-"), *((str(one.id), one.name) for one in staff)]
        # Two more than there are: nobody fills in five empty ones.
        self.places = range(min(MOST, (len(held.follow_ups.all()) if held else 0) + 2))
        for place in self.places:
            named = {"number": place + 1}
            self.fields[f"what{place}"] = forms.CharField(
                label=_now("Follow-up %(number)s") % named, max_length=LONGEST_WHAT, required=False
            )
            self.fields[f"person{place}"] = forms.ChoiceField(
                label=_now("Follow-up %(number)s: who") % named, choices=people, required=False
            )
            self.fields[f"due{place}"] = forms.DateField(
                label=_now("Follow-up %(number)s: done by") % named,
                required=False,
                widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            )
            self.fields[f"done{place}"] = forms.BooleanField(
                label=_now("Follow-up %(number)s is done") % named, required=False
            )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        for place in self.places:
            filled = [bool(given.get(f"{name}{place}")) for name in ("what", "person", "due")]
            if any(filled) and not all(filled):
                self.add_error(f"what{place}", _("Say what is done, who does it and by which day."))
        return given

    def texts(self) -> dict[str, str]:
        return {name: self.cleaned_data[name].replace("\r\n", "\n").strip() for name in FIELDS}

    def tasks(self) -> list[Task]:
        given = self.cleaned_data
        return [
            Task(given[f"what{place}"], UUID(given[f"person{place}"]), given[f"due{place}"], given[f"done{place}"])
            for place in self.places
            if given[f"what{place}"]
        ]
