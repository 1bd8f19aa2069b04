"""The form of a help button."""

from django import forms
from django.utils.translation import gettext_lazy as _


class WidgetForm(forms.Form):
    name = forms.CharField(
        label=_("Name"), max_length=60, widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"})
    )
    origins = forms.CharField(
        label=_("Addresses that it may stand at"),
        help_text=_("One on each line, such as https://app.example.nl, without a path."),
        max_length=4000,
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 3, "spellcheck": "false"}),
    )
    issuer = forms.CharField(
        label=_("OpenID provider (issuer)"),
        help_text=_("Optional: ID tokens of this provider then name users too, beside tokens signed with the key."),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "off", "spellcheck": "false"}),
    )
    client = forms.CharField(
        label=_("Client of your application there (audience)"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "off", "spellcheck": "false"}),
    )
    active = forms.BooleanField(label=_("It works"), required=False, initial=True)
    new_key = forms.BooleanField(
        label=_("Make a new key"),
        help_text=_("Tokens that are signed with the old one then no longer work."),
        required=False,
    )

    def clean_origins(self) -> list[str]:
        return str(self.cleaned_data["origins"]).replace(",", " ").split()
