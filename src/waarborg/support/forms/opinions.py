"""What a customer fills in about how a ticket was resolved."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from waarborg.support.rules.opinions import GRADES


class OpinionForm(forms.Form):
    grade = forms.ChoiceField(label=_("How did we handle it?"), widget=forms.RadioSelect)
    comment = forms.CharField(
        max_length=2000,
        required=False,
        label=_("What do you want to say about it?"),
        help_text=_("You need not. Rather no names of clients; a number is enough."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, lang: str, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["grade"].choices = [(word, words[lang]) for word, words in GRADES.items()]  # type: ignore[attr-defined]
