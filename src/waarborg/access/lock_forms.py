"""Forms of the emergency lock."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class SureForm(forms.Form):
    sure = forms.BooleanField(
        label=_("Yes, lock the account of my organisation"),
        error_messages={"required": _("Confirm that you are sure; nothing was locked.")},
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )


class ReleaseForm(forms.Form):
    """With a code; `by_passkey` without one, for what a device answered is no field that somebody fills in."""

    tenant = forms.UUIDField(widget=forms.HiddenInput)
    code = forms.CharField(
        label=_("Code of your second step, or a recovery code"),
        max_length=40,
        widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "one-time-code", "inputmode": "text"}),
    )

    def __init__(self, *args: Any, by_passkey: bool = False, **rest: Any) -> None:
        super().__init__(*args, **rest)
        if by_passkey:
            del self.fields["code"]


class WithoutOwnerForm(forms.Form):
    why = forms.CharField(
        label=_("Why can the owner not do it, and whom did you speak to?"),
        max_length=500,
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 3}),
    )
