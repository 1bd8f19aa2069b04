"""What people fill in about complaints."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from waarborg.customers.models import Person
from waarborg.support.actions.complaints.file import Grievance
from waarborg.support.rules.complaints.states import OUTCOMES


class ComplaintForm(forms.Form):
    """`tickets` are those that the writer may read."""

    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    subject = forms.CharField(
        max_length=200, label=_("In one sentence"), widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    what = forms.CharField(
        max_length=20_000,
        label=_("What went wrong?"),
        help_text=_("Rather no names of clients here; a number is enough."),
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    wanted = forms.CharField(
        max_length=5_000,
        required=False,
        label=_("What would make it good?"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    about_who = forms.CharField(
        max_length=200,
        required=False,
        label=_("Is it about somebody of ours?"),
        help_text=_("A name, if you know it. That colleague does not read or handle your complaint."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    ticket = forms.TypedChoiceField(
        required=False, coerce=UUID, empty_value=None, label=_("Is it about a ticket?"),
        help_text=_("Whoever of us handled that ticket does not handle your complaint."),
    )  # fmt: skip

    def __init__(self, *args: Any, tickets: Sequence[tuple[str, str]], **rest: Any) -> None:
        super().__init__(*args, **rest)
        if tickets:
            self.fields["ticket"].choices = [("", _("not about a ticket")), *tickets]  # type: ignore[attr-defined]
        else:
            del self.fields["ticket"]

    def grievance(self) -> Grievance:
        """The cleaned input as the action takes it."""
        filled = self.cleaned_data
        return Grievance(
            subject=filled["subject"],
            what=filled["what"],
            wanted=filled["wanted"],
            about_who=filled["about_who"],
            ticket_id=filled.get("ticket"),
        )


class ComplaintTextForm(forms.Form):
    """Something more from the customer: a word while it is handled, or why a second opinion is wanted."""

    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    text = forms.CharField(max_length=20_000, label=_("Your message"), widget=forms.Textarea(attrs={"rows": 4}))


class ComplaintAnswerForm(forms.Form):
    """Staff write: with an outcome it is the answer, without one a word on how it goes."""

    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    text = forms.CharField(max_length=20_000, label=_("To the customer"), widget=forms.Textarea(attrs={"rows": 6}))
    outcome = forms.ChoiceField(label=_("What is it?"), widget=forms.RadioSelect, initial="")

    def __init__(self, *args: Any, lang: str, **rest: Any) -> None:
        super().__init__(*args, **rest)
        said = [(word, _("The answer: %(outcome)s") % {"outcome": words[lang]}) for word, words in OUTCOMES.items()]
        self.fields["outcome"].required = False
        self.fields["outcome"].choices = [  # type: ignore[attr-defined]
            ("", _("A message on how it goes; the term runs on")),
            *said,
        ]


class ComplaintHandlerForm(forms.Form):
    person = forms.TypedChoiceField(label=_("Give to"), coerce=UUID)

    def __init__(self, *args: Any, people: Sequence[Person], **rest: Any) -> None:
        super().__init__(*args, auto_id="give_%s", **rest)
        self.fields["person"].choices = [(str(one.id), one.name) for one in people]  # type: ignore[attr-defined]


class ComplaintAboutForm(forms.Form):
    about = forms.TypedChoiceField(
        label=_("Which colleague is it about?"), coerce=UUID, empty_value=None, required=False,
        help_text=_("That colleague does not read it and does not handle it."),
    )  # fmt: skip

    def __init__(self, *args: Any, people: Sequence[Person], **rest: Any) -> None:
        super().__init__(*args, auto_id="about_%s", **rest)
        self.fields["about"].choices = [  # type: ignore[attr-defined]
            ("", _("nobody in particular")),
            *((str(one.id), one.name) for one in people),
        ]
