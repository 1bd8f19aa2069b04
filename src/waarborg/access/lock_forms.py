"""Forms of the emergency lock."""

from django import forms
from django.utils.translation import gettext_lazy as _

from waarborg.access.fresh_step_form import FreshStepForm


class SureForm(forms.Form):
    sure = forms.BooleanField(
        label=_("Yes, lock the account of my organisation"),
        error_messages={"required": _("Confirm that you are sure; nothing was locked.")},
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )


class ReleaseForm(FreshStepForm):
    tenant = forms.UUIDField(widget=forms.HiddenInput)


class WithoutOwnerForm(forms.Form):
    why = forms.CharField(
        label=_("Why can the owner not do it, and whom did you speak to?"),
        max_length=500,
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 3}),
    )
