"""What staff fill in about a talk on figures of use. Whether it may be, the action says."""

from django import forms
from django.utils.translation import gettext_lazy as _


class DiscussedForm(forms.Form):
    day = forms.DateField(label=_("Discussed on"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
