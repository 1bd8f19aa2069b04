"""What a visitor asks, and what staff answer."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from waarborg.support.actions.questions.ask import Question


class QuestionForm(forms.Form):
    """`website` is for machines only: nobody sees it, and whoever fills it in is none of us."""

    name = forms.CharField(max_length=200, label=_("Your name"), widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = forms.EmailField(
        max_length=254,
        label=_("Your e-mail address"),
        help_text=_("You get a mail there to confirm the question; the answer comes there too."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    subject = forms.CharField(max_length=200, label=_("What is it about?"))
    text = forms.CharField(
        max_length=5_000,
        label=_("Your question"),
        help_text=_("Rather no names of clients, and never a password."),
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    website = forms.CharField(required=False, widget=forms.HiddenInput(attrs={"autocomplete": "off"}))

    @property
    def is_of_a_machine(self) -> bool:
        return bool(self.cleaned_data["website"])

    def question(self, lang: str) -> Question:
        filled: dict[str, Any] = {name: self.cleaned_data[name] for name in ("name", "email", "subject", "text")}
        return Question(**filled, language=lang)


class VisitorAnswerForm(forms.Form):
    text = forms.CharField(max_length=10_000, label=_("Your answer"), widget=forms.Textarea(attrs={"rows": 6}))
