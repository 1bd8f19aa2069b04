"""Forms of trust: an audit or test, a measure, or a document."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from waarborg.trust.rules.themes import THEMES


def _line(label: Any, length: int, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label, max_length=length, help_text=help_text, widget=forms.TextInput(attrs={"class": "form-control"})
    )


class AssuranceForm(forms.Form):
    nl = _line(_("In Dutch"), 300)
    en = _line(_("In English"), 300)
    holder = _line(_("By whom?"), 200, _("Who held the audit, or takes the measure."))
    evidence = _line(
        _("Where does what shows it lie?"), 300, _("Such as the number of a report; customers do not see it.")
    )
    on = forms.DateField(
        label=_("On which day?"),
        widget=forms.DateInput(attrs={"type": "date", "class": "form-control"}, format="%Y-%m-%d"),
    )


class ThemeForm(AssuranceForm):
    """Of a kind that agreements ask for by a word."""

    theme = forms.ChoiceField(label=_("What is it about?"))
    field_order = ("theme", "nl", "en", "holder", "evidence", "on")

    def __init__(self, *args: Any, kind: str, lang: str, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["theme"].choices = [(word, said[lang]) for word, said in THEMES[kind].items()]  # type: ignore[attr-defined]
