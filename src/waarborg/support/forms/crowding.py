"""What customers read while it is crowded."""

from django import forms
from django.utils.translation import gettext_lazy as _


class CrowdingForm(forms.Form):
    nl = forms.CharField(
        max_length=500,
        label=_("What customers read, in Dutch"),
        help_text=_("Why it is crowded and until when, for example. The agreed terms stand."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    en = forms.CharField(
        max_length=500,
        required=False,
        label=_("The same in English"),
        help_text=_("For who reads English; without it the Dutch text."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
