"""What is filled in about a piece of a release, and about its tests. Whether it may be, the actions say."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from waarborg.releases.actions.items import Piece
from waarborg.releases.rules import items, testing


def _lines(label: Any) -> forms.CharField:
    shown = forms.Textarea(attrs={"rows": 2})
    return forms.CharField(label=label, max_length=items.LONGEST_TEXT, required=False, widget=shown)


class PieceForm(forms.Form):
    """Something that a release brings."""

    kind = forms.ChoiceField(label=_("Kind"))
    title_nl = forms.CharField(label=_("Title in Dutch"), max_length=items.LONGEST_TITLE)
    title_en = forms.CharField(label=_("Title in English"), max_length=items.LONGEST_TITLE, required=False)
    text_nl = _lines(_("In a few words, in Dutch"))
    text_en = _lines(_("In a few words, in English"))
    origin = forms.ChoiceField(label=_("Where from?"))
    wishes = forms.CharField(label=_("Tickets that asked for it"), max_length=items.LONGEST_WISHES, required=False)
    effective_on = forms.DateField(
        label=_("Takes effect on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Of a change of the law."),
    )

    def __init__(self, *args: Any, lang: str, **rest: Any) -> None:
        super().__init__(*args, auto_id="piece-%s", **rest)
        choices: Any = self.fields
        choices["kind"].choices = [(one, items.call(one, lang)) for one in items.KINDS]
        choices["origin"].choices = [(one, items.call(one, lang)) for one in items.ORIGINS]

    def piece(self) -> Piece:
        return Piece(**self.cleaned_data)


class PieceTestForm(forms.Form):
    """A test of it, with where its outcome lies."""

    kind = forms.ChoiceField(label=_("Who tested?"))
    passed = forms.BooleanField(label=_("It passed"), required=False)
    evidence = forms.CharField(label=_("Where does what it found lie?"), max_length=testing.LONGEST_EVIDENCE)

    def __init__(self, *args: Any, lang: str, **rest: Any) -> None:
        super().__init__(*args, auto_id="piece-test-%s", **rest)
        choices: Any = self.fields
        choices["kind"].choices = [(one, testing.call(one, lang)) for one in testing.KINDS]
