"""The words of a message about a component, in both languages: of an incident, and of maintenance."""

from django import forms
from django.utils.translation import gettext_lazy as _

from waarborg.availability.actions.incidents import LONGEST_TEXT


def in_dutch() -> forms.CharField:
    """What everybody reads; compulsory."""
    return forms.CharField(
        label=_("Message in Dutch"),
        max_length=LONGEST_TEXT,
        help_text=_("What customers notice, what still works, and what they can do meanwhile."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )


def in_english() -> forms.CharField:
    """Who reads English gets the Dutch where there is none."""
    return forms.CharField(
        label=_("Message in English"),
        max_length=LONGEST_TEXT,
        required=False,
        help_text=_("Left empty, everybody reads the Dutch."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
