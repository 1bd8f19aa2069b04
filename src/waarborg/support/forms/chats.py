"""What people fill in to start a chat and to say something in it."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from waarborg.customers.models import Person
from waarborg.support.forms.tickets import OnceForm

MOST_SIGNS = 20_000


class ChatForm(OnceForm):
    """One thing that is said. A desktop sends it with Enter."""

    text = forms.CharField(
        max_length=MOST_SIGNS,
        label=_("Your message"),
        help_text=_("Rather no names of clients, and never a password."),
        widget=forms.Textarea(attrs={"rows": 3, "data-chat-text": ""}),
    )
    field_order = ("text", "files", "once")


class OpenChatForm(ChatForm):
    """The first words; with the priority where the agreement knows priorities, and on a live ticket where there are."""

    ticket = forms.TypedChoiceField(
        required=False, coerce=UUID, empty_value=None, label=_("Is it about something that we handle already?"),
        help_text=_("Then what is said here is kept there, and you need not explain it again."),
    )  # fmt: skip
    priority = forms.ChoiceField(label=_("How much does it hinder your work?"), widget=forms.RadioSelect)
    field_order = ("text", "ticket", "priority", "files", "once")

    def __init__(
        self,
        *args: Any,
        tickets: Sequence[tuple[str, str]],
        priorities: Mapping[str, Mapping[str, str]],
        lang: str,
        **rest: Any,
    ) -> None:
        super().__init__(*args, **rest)
        self.fields["text"].label = _("What is your question?")
        self.fields["text"].widget.attrs["rows"] = 4
        if tickets:
            self.fields["ticket"].choices = [("", _("No, it is something new")), *tickets]  # type: ignore[attr-defined]
        else:
            del self.fields["ticket"]
        if priorities:
            choices = [(word, texts[lang]) for word, texts in priorities.items()]
            self.fields["priority"].choices = choices  # type: ignore[attr-defined]
            self.fields["priority"].initial = choices[-1][0]
        else:
            del self.fields["priority"]


class HandOverForm(forms.Form):
    person = forms.TypedChoiceField(label=_("Hand over to"), coerce=UUID)

    def __init__(self, *args: Any, colleagues: Sequence[Person], **rest: Any) -> None:
        super().__init__(*args, auto_id="hand_%s", **rest)
        self.fields["person"].choices = [(str(one.id), one.name) for one in colleagues]  # type: ignore[attr-defined]
