"""The forms of webhooks: where to tell what, and since when to tell it again."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class WebhookForm(forms.Form):
    url = forms.CharField(
        label=_("Address"),
        help_text=_("Begins with https:// and lies on the internet."),
        max_length=1000,
        widget=forms.URLInput(attrs={"class": "form-control", "autocomplete": "off", "spellcheck": "false"}),
    )
    kinds = forms.MultipleChoiceField(label=_("What should it hear of?"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, kinds: list[tuple[str, list[tuple[str, str]]]], **rest: Any) -> None:
        super().__init__(*args, **rest)
        field = self.fields["kinds"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = kinds


class AgainForm(forms.Form):
    hours = forms.TypedChoiceField(
        label=_("Since when?"),
        coerce=int,
        choices=[
            (1, _("the last hour")),
            (24, _("the last 24 hours")),
            (7 * 24, _("the last seven days")),
            (30 * 24, _("everything that is kept: thirty days")),
        ],
        initial=24,
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    only_failed = forms.BooleanField(
        label=_("Only what did not arrive"),
        required=False,
        initial=True,
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )
