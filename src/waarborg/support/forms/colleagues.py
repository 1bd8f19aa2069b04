"""A question to a colleague, and his answer."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _


class ColleagueForm(forms.Form):
    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    subject = forms.CharField(max_length=200, label=_("In a few words"))
    text = forms.CharField(
        max_length=20_000, label=_("What is your question?"), help_text=_("Rather no names of clients."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip
