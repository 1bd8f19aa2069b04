"""What a caller says first: the number of the ticket."""

from django import forms
from django.utils.translation import gettext_lazy as _


class CallForm(forms.Form):
    number = forms.CharField(
        max_length=20,
        label=_("Number of the ticket"),
        help_text=_("As the caller says it; the letter and zeros may be left out."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "autofocus": True}),
    )
