"""What a saved view is called, and for whom it is."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ViewForm(forms.Form):
    name = forms.CharField(max_length=60, label=_("Name of the view"))
    shared = forms.BooleanField(
        required=False,
        label=_("For every colleague"),
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )
