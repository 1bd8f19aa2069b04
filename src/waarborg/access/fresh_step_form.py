"""The form of who takes the second step anew before something grave."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class FreshStepForm(forms.Form):
    """With a code; `by_passkey` without one, for what a device answered is no field that somebody fills in."""

    code = forms.CharField(
        label=_("Code of your second step, or a recovery code"),
        max_length=40,
        widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "one-time-code", "inputmode": "text"}),
    )

    def __init__(self, *args: Any, by_passkey: bool = False, **rest: Any) -> None:
        super().__init__(*args, **rest)
        if by_passkey:
            del self.fields["code"]
