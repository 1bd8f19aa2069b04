"""What the service manager fills in about a text that is kept ready. Whether it may be, the actions say."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from waarborg.availability.actions.incidents import LONGEST_TEXT, LONGEST_TITLE, Said
from waarborg.availability.models import IncidentTemplate
from waarborg.availability.rules.incidents import DOWN, EFFECTS, INVESTIGATING, TOLD, call_effect, call_phase
from waarborg.catalogue.models import Item


class TemplateForm(forms.Form):
    """A title, a text, how far one is, and what is hit how badly."""

    name = forms.CharField(label=_("Name"), max_length=100, help_text=_("Such as: Inloggen, eerste bericht"))
    title_nl = forms.CharField(
        label=_("Title in Dutch"),
        max_length=LONGEST_TITLE,
        help_text=_("{onderdeel} and {tijd} are filled in when it is told: what is hit, and since when."),
    )
    title_en = forms.CharField(
        label=_("Title in English"),
        max_length=LONGEST_TITLE,
        required=False,
        help_text=_("Here too, or {component} and {time}."),
    )
    phase = forms.ChoiceField(label=_("How far are we?"))
    text_nl = forms.CharField(
        label=_("Message in Dutch"), max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 4})
    )
    text_en = forms.CharField(
        label=_("Message in English"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    effect = forms.ChoiceField(label=_("How badly is it hit?"))
    components = forms.MultipleChoiceField(
        label=_("Components"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Choose none where they are only known when it happens."),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def __init__(
        self, *args: Any, components: Sequence[Item], lang: str, held: IncidentTemplate | None = None, **rest: Any
    ) -> None:
        names = [*self.base_fields]
        begin = {name: getattr(held, name) for name in names} if held else {"phase": INVESTIGATING, "effect": DOWN}
        super().__init__(*args, initial=begin, **rest)
        choices: Any = self.fields
        choices["phase"].choices = [(one, call_phase(one, lang)) for one in TOLD]
        choices["effect"].choices = [(one, call_effect(one, lang)) for one in EFFECTS]
        choices["components"].choices = [(str(one.id), one.say(lang)) for one in components]

    def said(self) -> Said:
        tidy = {name: self.cleaned_data[name].replace("\r\n", "\n").strip() for name in ("text_nl", "text_en")}
        return Said(self.cleaned_data["phase"], **tidy)

    def component_ids(self) -> list[UUID]:
        return [UUID(one) for one in self.cleaned_data["components"]]
