"""The questions of the intake that a report left open, asked once more."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

LABELS = {
    "what": _("What happens, and what did you expect?"),
    "place": _("Where in the program?"),
    "since": _("Since when?"),
    "affected": _("Who is affected?"),
}


class CompleteForm(forms.Form):
    """A line for each question in `missing` (rules.intake); nobody has to answer all of them."""

    def __init__(self, *args: Any, missing: Sequence[str], **rest: Any) -> None:
        super().__init__(*args, auto_id="complete_%s", **rest)
        for question in missing:
            line = forms.TextInput(attrs={"autocomplete": "off"})
            self.fields[question] = forms.CharField(max_length=200, required=False, label=LABELS[question], widget=line)
