"""What staff fill in about a key for times of pages. Whether it may be, the action says."""

from django import forms
from django.utils.translation import gettext_lazy as _


class PageKeyForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=60, help_text=_("For instance that of your application."))
    origins = forms.CharField(
        label=_("Addresses that your application stands at"),
        help_text=_("One on each line, such as https://app.example.nl, without a path."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
    )

    def clean_origins(self) -> list[str]:
        return str(self.cleaned_data["origins"]).replace(",", " ").split()
