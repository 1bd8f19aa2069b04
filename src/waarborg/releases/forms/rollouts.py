"""What staff fill in about a roll-out: its waves, how a wave is doing, a move. Whether it may be, the actions say."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from waarborg.catalogue.models import Item as Supplied
from waarborg.releases.actions.rollouts.plan import Planned
from waarborg.releases.models import Wave
from waarborg.releases.rules import rollouts as rules

# Between the first wave and the last.
BETWEEN = (2, 3)


def _moment(label: Any, *, required: bool = True) -> forms.DateTimeField:
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(label=label, required=required, widget=widget)


def _share(label: Any, *, required: bool = True) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, required=required, min_value=Decimal("0.01"), max_value=Decimal("99.99"), decimal_places=2
    )


class RolloutForm(forms.Form):
    """A version, for whom, and when each wave begins."""

    version = forms.CharField(label=_("Version"), max_length=40)
    item = forms.ChoiceField(label=_("For customers with"), required=False)
    share_1 = _share(_("Share of the customers in the first wave (%)"))
    starts_1 = _moment(_("The first wave begins"))
    share_2 = _share(_("Share in the second wave (%)"), required=False)
    starts_2 = _moment(_("The second wave begins"), required=False)
    share_3 = _share(_("Share in the third wave (%)"), required=False)
    starts_3 = _moment(_("The third wave begins"), required=False)
    starts_last = _moment(_("The last wave begins, with all other customers"))
    most_failing = forms.DecimalField(
        label=_("Stop above this share of failed requests (%)"),
        min_value=Decimal(0),
        max_value=Decimal("99.99"),
        decimal_places=2,
        initial=Decimal(1),
    )
    least_requests = forms.IntegerField(
        label=_("Judge a wave from this number of requests on"), min_value=1, max_value=10**9, initial=100
    )

    def __init__(self, *args: Any, sold: Sequence[Supplied], lang: str, **rest: Any) -> None:
        super().__init__(*args, **rest)
        choices: Any = self.fields
        choices["item"].choices = [("", say("everybody's")), *[(str(one.id), one.say(lang)) for one in sold]]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for number in BETWEEN:
            share, starts = f"share_{number}", f"starts_{number}"
            if bool(given.get(share)) is not bool(given.get(starts)):
                self.add_error(starts, say("Fill in both the share and the moment, or neither."))
        return given

    def planned(self) -> Planned:
        given = self.cleaned_data
        waves: list[tuple[Decimal | None, datetime]] = [
            (given[f"share_{number}"], given[f"starts_{number}"])
            for number in (1, *BETWEEN)
            if given[f"share_{number}"]
        ]
        return Planned(
            given["version"],
            [*waves, (None, given["starts_last"])],
            UUID(given["item"]) if given["item"] else None,
            given["most_failing"],
            given["least_requests"],
        )


class JudgeForm(forms.Form):
    """Of the customers in one wave: so many requests, so many of which failed."""

    number = forms.TypedChoiceField(label=_("Wave"), coerce=int)
    requests = forms.IntegerField(label=_("Requests"), min_value=0, max_value=10**15)
    failed = forms.IntegerField(label=_("Of which failed"), min_value=0, max_value=10**15)

    def __init__(self, *args: Any, waves: Sequence[Wave], **rest: Any) -> None:
        super().__init__(*args, **rest)
        choices: Any = self.fields
        choices["number"].choices = [(one.number, str(one.number)) for one in waves if one.started_at]


class WhyForm(forms.Form):
    """Why a roll-out stops, or goes on."""

    why = forms.CharField(label=_("Why"), max_length=rules.LONGEST_WHY, widget=forms.Textarea(attrs={"rows": 2}))


class MoveForm(forms.Form):
    """To which wave a customer moves, and why."""

    number = forms.TypedChoiceField(label=_("To wave"), coerce=int)
    reason = forms.ChoiceField(label=_("Because"))
    why = forms.CharField(
        label=_("Who asked, or which date"),
        max_length=rules.LONGEST_WHY,
        help_text=_("Of a legal date the customer reads this in a mail."),
    )

    def __init__(self, *args: Any, waves: Sequence[Wave], lang: str, **rest: Any) -> None:
        super().__init__(*args, **rest)
        choices: Any = self.fields
        choices["number"].choices = [(one.number, str(one.number)) for one in waves if one.started_at is None]
        choices["reason"].choices = [(one, rules.call_reason(one, lang)) for one in rules.REASONS]
