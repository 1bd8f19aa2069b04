"""What staff fill in about alarm policies. Whether it may be, the actions say."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from waarborg.availability.models import AlarmPolicy, Roster
from waarborg.availability.rules.escalation import MOST_MINUTES, MOST_REPEATS, ON_CALL, Policy, Step
from waarborg.availability.rules.incidents import EFFECTS, call_effect
from waarborg.catalogue.models import Item
from waarborg.customers.rules.roles import PROVIDER_ROLES
from waarborg.plumbing.permissions import Named

STEPS = 4


class PolicyForm(forms.Form):
    """A policy: what it is for, and whom it reaches when."""

    name = forms.CharField(label=_("Name"), max_length=100, help_text=_("Such as: Storing, dag en nacht"))
    roster = forms.ChoiceField(label=_("Roster of who is on call"), required=False)
    least_effect = forms.ChoiceField(label=_("For incidents at least this bad"))
    components = forms.MultipleChoiceField(
        label=_("Only for these components"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Choose none for all."),
    )
    repeats = forms.IntegerField(label=_("How often it begins again"), min_value=0, max_value=MOST_REPEATS, initial=2)
    again = forms.IntegerField(
        label=_("Minutes before it begins again"), min_value=1, max_value=MOST_MINUTES, initial=15
    )
    bundle = forms.IntegerField(
        label=_("What comes back within so many minutes is the same alarm"),
        min_value=0,
        max_value=MOST_MINUTES,
        initial=15,
    )
    place = forms.IntegerField(
        label=_("Place"),
        min_value=0,
        max_value=99,
        initial=0,
        help_text=_("Of the policies that fit, the one with the lowest place is taken."),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def __init__(
        self,
        *args: Any,
        rosters: Sequence[Roster],
        components: Sequence[Item],
        lang: str,
        held: AlarmPolicy | None = None,
        **rest: Any,
    ) -> None:
        super().__init__(*args, initial=_initial(held), **rest)
        choices: Any = self.fields
        choices["roster"].choices = [("", _("none")), *((str(one.id), one.name) for one in rosters)]
        choices["least_effect"].choices = [(one, call_effect(one, lang)) for one in EFFECTS]
        choices["components"].choices = [(str(one.id), one.say(lang)) for one in components]
        reached = [
            ("", "-"),
            (ON_CALL, _("who is on call")),
            *((one, Named((one,)).say(lang)) for one in PROVIDER_ROLES),
        ]
        for step in range(STEPS):
            self.fields[f"whom{step}"] = forms.ChoiceField(
                label=_("Step %(number)s: whom") % {"number": step + 1}, choices=reached, required=step == 0
            )
            self.fields[f"minutes{step}"] = forms.IntegerField(
                label=_("Step %(number)s: after how many minutes") % {"number": step + 1},
                min_value=0,
                max_value=MOST_MINUTES,
                required=False,
            )
        steps = [name for step in range(STEPS) for name in (f"whom{step}", f"minutes{step}")]
        self.order_fields(["name", "roster", *steps, *self.base_fields])

    def rule(self) -> Policy:
        given = self.cleaned_data
        steps = tuple(
            Step(given[f"minutes{step}"] or 0, given[f"whom{step}"]) for step in range(STEPS) if given[f"whom{step}"]
        )
        return Policy(steps, given["repeats"], given["again"])

    def roster_id(self) -> UUID | None:
        return UUID(self.cleaned_data["roster"]) if self.cleaned_data["roster"] else None

    def component_ids(self) -> list[UUID]:
        return [UUID(one) for one in self.cleaned_data["components"]]


def _initial(held: AlarmPolicy | None) -> dict[str, Any]:
    if held is None:
        return {"least_effect": "partial", "whom0": ON_CALL, "minutes0": 0}
    names = ("name", "least_effect", "components", "repeats", "again", "bundle", "place", "revision")
    steps: dict[str, Any] = {}
    for place, (minutes, whom) in enumerate(held.steps):
        steps |= {f"whom{place}": whom, f"minutes{place}": minutes}
    return {**{name: getattr(held, name) for name in names}, "roster": str(held.roster_id or ""), **steps}
