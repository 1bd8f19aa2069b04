"""The form of an application that people sign in to by us."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from waarborg.access.forms import Confirm


def _lines(label: Any, help_text: Any, *, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=20_000,
        required=required,
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 2, "spellcheck": "false", "autocomplete": "off"}),
    )


class ApplicationForm(Confirm):
    """An application that people sign in to by us; `kind` only while it is registered."""

    field_order = ("name", "kind", "redirect_uris", "logout_uris", "backchannel_uri", "current")
    name = forms.CharField(
        label=_("Name"),
        help_text=_("As people know it; they see it when they are asked to sign in again."),
        max_length=60,
        widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"}),
    )
    kind = forms.ChoiceField(
        label=_("Where does it run?"),
        choices=[
            ("server", _("On a server of ours: it gets a secret")),
            ("installed", _("Installed with people or in their browser: it cannot keep a secret")),
        ],
        initial="server",
        widget=forms.RadioSelect,
    )
    redirect_uris = _lines(
        _("Addresses for its answer"),
        _("Redirect URIs: whole addresses, one on each line, compared letter by letter."),
    )
    logout_uris = _lines(
        _("Addresses after signing out"), _("Where people may go after signing out, one on each line."), required=False
    )

    backchannel_uri = forms.CharField(
        label=_("Address that is told when somebody signs out"),
        help_text=_("Back-channel logout URI: https, reached from here. Left empty, it hears so at its next refresh."),
        max_length=1024,
        required=False,
        widget=forms.TextInput(attrs={"class": "form-control", "spellcheck": "false", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, fresh: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not fresh:
            del self.fields["kind"]
