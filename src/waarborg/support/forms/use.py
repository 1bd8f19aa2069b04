"""What staff fill in about the use of support: the time of a ticket, and what came of a signal."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from waarborg.support.rules.use.choices import CHOICES
from waarborg.support.rules.use.workload import FACTORS


class TimeForm(forms.Form):
    """Minutes of work on a ticket; a correction is negative."""

    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    minutes = forms.IntegerField(label=_("Minutes"), min_value=-1440, max_value=1440)
    factors = forms.MultipleChoiceField(
        label=_("What made it heavier?"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, lang: str, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["factors"].choices = [(word, said[lang]) for word, said in FACTORS.items()]  # type: ignore[attr-defined]


class FollowUpForm(forms.Form):
    """What was chosen after the talk, and why."""

    choice = forms.ChoiceField(label=_("What was chosen?"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Why?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The customer reads it."),
    )

    enrolment = forms.TypedChoiceField(
        label=_("Who goes to a course?"),
        help_text=_("Where a course was chosen and somebody is enrolled already."),
        required=False,
        coerce=UUID,
        empty_value=None,
    )

    def __init__(
        self, *args: Any, kind: str, lang: str, enrolments: Sequence[tuple[str, str]] = (), **rest: Any
    ) -> None:
        super().__init__(*args, **rest)
        if kind == "contact" and enrolments:
            self.fields["enrolment"].choices = [("", "–"), *enrolments]  # type: ignore[attr-defined]
        else:
            del self.fields["enrolment"]
        self.fields["choice"].choices = [(word, said[lang]) for word, said in CHOICES[kind].items()]  # type: ignore[attr-defined]
