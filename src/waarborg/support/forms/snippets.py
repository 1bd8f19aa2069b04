"""A text that staff insert."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from waarborg.support.rules import states
from waarborg.support.rules.snippets import VARIABLES

ME = "me"


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
    tag = forms.CharField(
        max_length=200,
        required=False,
        label=_("Labels that sending it puts on the ticket"),
        help_text=_("Several with a comma between them."),
    )
    given = forms.ChoiceField(required=False, label=_("Sending it gives the ticket to"))
    priority = forms.CharField(
        max_length=20,
        required=False,
        label=_("Priority that sending it sets"),
        help_text=_("The word of the agreement, such as p2. Where an agreement lacks it, this part is left out."),
    )
    for_whom = forms.CharField(
        max_length=120,
        required=False,
        label=_("The ticket then waits for"),
        help_text=_("Somebody who is not the customer, such as a supplier; the customer reads it."),
    )
    why = forms.CharField(
        max_length=500,
        required=False,
        label=_("Why"),
        help_text=_(
            "For the priority, where the customer reads it, and for the waiting. Can still be changed on sending."
        ),
    )
    active = forms.BooleanField(
        required=False,
        initial=True,
        label=_("It is offered"),
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )

    field_order = ("name", "nl", "en", "purpose", "tag", "given", "priority", "for_whom", "why", "active")

    def __init__(self, *args: Any, lang: str, teams: Sequence[tuple[UUID, str]] = (), **rest: Any) -> None:
        super().__init__(*args, **rest)
        said = ", ".join(f"{{{word}}} {texts[lang]}" for word, texts in VARIABLES.items())
        self.fields["nl"].help_text = _("Filled in when it is inserted: %(said)s.") % {"said": said}
        self.fields["purpose"].choices = [  # type: ignore[attr-defined]
            ("", _("as it was")),
            *((word, texts[lang]) for word, texts in states.PURPOSES.items()),
        ]
        self.fields["given"].choices = [  # type: ignore[attr-defined]
            ("", _("nobody else than now")),
            (ME, _("whoever sends it")),
            *((str(team), name) for team, name in teams),
        ]

    def filled(self) -> dict[str, Any]:
        """The cleaned input as the action takes it."""
        filled = dict(self.cleaned_data)
        given = filled.pop("given")
        return {**filled, "to_me": given == ME, "team": UUID(given) if given not in ("", ME) else None}
