"""What staff fill in beside a ticket: labels, a team, who reads along; and the lists of teams and labels themselves."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from waarborg.customers.models import Person
from waarborg.support.rules.tags import LONGEST


class TeamChoiceForm(forms.Form):
    """The team that a ticket is given to; none is a choice too."""

    team = forms.TypedChoiceField(label=_("Team"), coerce=UUID, empty_value=None, required=False)

    def __init__(self, *args: Any, teams: Sequence[tuple[UUID, str]], **rest: Any) -> None:
        super().__init__(*args, auto_id="team_%s", **rest)
        self.fields["team"].choices = [("", _("no team")), *((str(one), name) for one, name in teams)]  # type: ignore[attr-defined]


def blank_team(team: str, teams: Sequence[tuple[UUID, str]]) -> TeamChoiceForm:
    """As it stands beside a ticket that `team` has."""
    return TeamChoiceForm(initial={"team": team}, teams=teams)


class ReaderForm(forms.Form):
    """A colleague who is to read along."""

    person = forms.TypedChoiceField(label=_("Who is to read along?"), coerce=UUID)

    def __init__(self, *args: Any, people: Sequence[Person], **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["person"].choices = [("", _("Choose a colleague")), *((str(one.id), one.name) for one in people)]  # type: ignore[attr-defined]


class TeamForm(forms.Form):
    """A team and who is in it."""

    name = forms.CharField(max_length=60, label=_("Name of the team"))
    members = forms.TypedMultipleChoiceField(
        label=_("Who is in it?"), coerce=UUID, required=False, widget=forms.CheckboxSelectMultiple
    )
    active = forms.BooleanField(
        required=False,
        initial=True,
        label=_("Tickets can be given to it"),
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )

    def __init__(self, *args: Any, people: Sequence[Person], **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["members"].choices = [(str(one.id), one.name) for one in people]  # type: ignore[attr-defined]


class TagForm(forms.Form):
    """A label of the list: its word, and whether it is still offered."""

    word = forms.CharField(max_length=LONGEST, label=_("Label"))
    active = forms.BooleanField(
        required=False, label=_("It is offered"), widget=forms.CheckboxInput(attrs={"class": "form-check-input"})
    )


class AsideForm(forms.Form):
    """What a ticket waits for besides its customer: somebody else, or a day."""

    until = forms.ChoiceField(
        label=_("What does it wait for?"),
        choices=(("third-party", _("Somebody else")), ("planned", _("A day that we choose"))),
        widget=forms.RadioSelect,
    )
    whom = forms.CharField(
        max_length=120,
        required=False,
        label=_("For whom do we wait?"),
        help_text=_("The customer reads it; rather an organisation than a person."),
    )
    day = forms.DateField(
        required=False,
        label=_("On which day do we go on?"),
        help_text=_("On that day it is open again by itself."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    why = forms.CharField(max_length=500, label=_("Why?"), help_text=_("It stays in the journal."))


class KindForm(forms.Form):
    """Another kind, with the reason."""

    kind = forms.ChoiceField(label=_("Kind"), widget=forms.RadioSelect)
    why = forms.CharField(max_length=500, label=_("Why?"), help_text=_("It stays in the journal."))

    def __init__(self, *args: Any, kinds: Sequence[tuple[str, str]], **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["kind"].choices = list(kinds)  # type: ignore[attr-defined]
