"""What staff fill in about a mail that waits for them."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from waarborg.support.actions.mail.place import LONGEST_REASON
from waarborg.support.queries.mail import Writer


class AttachForm(forms.Form):
    """The ticket that a mail belongs to."""

    number = forms.CharField(
        max_length=20,
        label=_("Number of the ticket"),
        help_text=_("Such as M-00042. The mail becomes a reply there."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class OpenForm(forms.Form):
    """In whose name a mail becomes a ticket, among the people found."""

    person = forms.ChoiceField(label=_("In whose name?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, people: Sequence[Writer], **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["person"].choices = [  # type: ignore[attr-defined]
            (f"{one.tenant} {one.person}", f"{one.name}, {one.organisation} ({one.email})") for one in people
        ]


class DismissForm(forms.Form):
    """Why nothing needs to be done with a mail."""

    reason = forms.CharField(max_length=LONGEST_REASON, label=_("Why does nothing need to be done?"))
