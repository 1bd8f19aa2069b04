"""A text that staff insert."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from waarborg.support.rules import states
from waarborg.support.rules.snippets import VARIABLES
from waarborg.support.rules.tags import LONGEST


class SnippetForm(forms.Form):
    name = forms.CharField(max_length=60, label=_("What is it called?"))
    nl = forms.CharField(max_length=10_000, label=_("Text in Dutch"), widget=forms.Textarea(attrs={"rows": 6}))
    en = forms.CharField(
        max_length=10_000,
        required=False,
        label=_("Text in English"),
        help_text=_("For who reads English; without it the Dutch text."),
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    purpose = forms.ChoiceField(required=False, label=_("The answer is then"))
    tag = forms.CharField(max_length=LONGEST, required=False, label=_("Label that sending it puts on the ticket"))
    active = forms.BooleanField(
        required=False,
        initial=True,
        label=_("It is offered"),
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )

    def __init__(self, *args: Any, lang: str, **rest: Any) -> None:
        super().__init__(*args, **rest)
        said = ", ".join(f"{{{word}}} {texts[lang]}" for word, texts in VARIABLES.items())
        self.fields["nl"].help_text = _("Filled in when it is inserted: %(said)s.") % {"said": said}
        self.fields["purpose"].choices = [  # type: ignore[attr-defined]
            ("", _("as it was")),
            *((word, texts[lang]) for word, texts in states.PURPOSES.items()),
        ]
