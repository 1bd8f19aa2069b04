"""What people fill in about tickets. Input is kept whatever happens; `once` makes a double submit harmless."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from waarborg.support.actions.report import Report
from waarborg.support.rules import states

MAX_FILES = 10


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files in one field; each is judged by its content when it is stored, not here."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        files = [file for file in (data if isinstance(data, list | tuple) else [data]) if file]
        if len(files) > MAX_FILES:
            raise forms.ValidationError(
                _("At most %(most)s files at a time; you chose %(count)s."),
                params={"most": MAX_FILES, "count": len(files)},
            )
        return [super(FilesField, self).clean(file, initial) for file in files]


class OnceForm(forms.Form):
    """A form that carries a number of its own, made when it was shown."""

    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    files = FilesField(
        required=False,
        label=_("Attachments"),
        help_text=_("Pictures, PDF, Office or text; you can paste a screenshot."),
    )


def _choices(words: Mapping[str, Mapping[str, str]], lang: str) -> list[tuple[str, str]]:
    return [(word, texts[lang]) for word, texts in words.items()]


class ReportForm(OnceForm):
    """The intake: what, where, since when, who (CL-69). `priorities` are the words of the customer's agreement."""

    subject = forms.CharField(
        max_length=200, label=_("In one sentence"), widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    kind = forms.ChoiceField(label=_("What is it?"), widget=forms.RadioSelect)
    priority = forms.ChoiceField(
        label=_("How much does it hinder your work?"),
        widget=forms.RadioSelect,
        help_text=_("These are the words of your agreement. We may change the choice, and tell you why."),
    )
    what = forms.CharField(
        max_length=20_000,
        label=_("What happens, and what did you expect?"),
        help_text=_("Rather no names of clients here; a number is enough."),
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    place = forms.CharField(max_length=200, required=False, label=_("Where in the program?"))
    since = forms.CharField(max_length=200, required=False, label=_("Since when?"))
    affected = forms.CharField(max_length=200, required=False, label=_("Who is affected?"))
    field_order = ("subject", "kind", "priority", "what", "place", "since", "affected", "files", "once")

    def __init__(
        self,
        *args: Any,
        kinds: Mapping[str, Mapping[str, str]],
        priorities: Mapping[str, Mapping[str, str]],
        lang: str,
        **rest: Any,
    ) -> None:
        super().__init__(*args, **rest)
        self.fields["kind"].choices = _choices(kinds or states.KINDS, lang)  # type: ignore[attr-defined]
        if priorities:
            self.fields["priority"].choices = _choices(priorities, lang)  # type: ignore[attr-defined]
        else:
            del self.fields["priority"]

    def report(self) -> Report:
        """The cleaned input as the action takes it."""
        filled = self.cleaned_data
        return Report(
            **{
                name: filled.get(name, "")
                for name in ("subject", "kind", "what", "place", "since", "affected", "priority")
            }
        )


class ReplyForm(OnceForm):
    text = forms.CharField(
        max_length=20_000,
        label=_("Your reply"),
        help_text=_("Colleagues who read along get this message too. Rather no names of clients; a number is enough."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    field_order = ("text", "files", "once")


class AnswerForm(OnceForm):
    """The composer of the desk. `revision` is what the writer saw, so that a crossing message is noticed."""

    text = forms.CharField(
        max_length=20_000, label=_("Answer to customer"), widget=forms.Textarea(attrs={"rows": 7, "data-composer": ""})
    )
    purpose = forms.ChoiceField(label=_("What is this message?"), widget=forms.RadioSelect, initial="message")
    revision = forms.IntegerField(widget=forms.HiddenInput)
    field_order = ("text", "purpose", "files", "revision", "once")

    def __init__(self, *args: Any, lang: str, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["purpose"].choices = _choices(states.PURPOSES, lang)  # type: ignore[attr-defined, arg-type]


class NoteForm(forms.Form):
    text = forms.CharField(max_length=20_000, label=_("Internal note"), widget=forms.Textarea(attrs={"rows": 4}))


class PriorityForm(forms.Form):
    priority = forms.ChoiceField(label=_("Priority"))
    reason = forms.CharField(
        max_length=500, required=False, label=_("Why"), help_text=_("The customer reads this too.")
    )

    def __init__(self, *args: Any, priorities: Mapping[str, Mapping[str, str]], lang: str, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["priority"].choices = _choices(priorities, lang)  # type: ignore[attr-defined]


class DeskReportForm(ReportForm):
    """Taking a report by telephone or e-mail, on behalf of one of the customer's authorised contacts."""

    organisation = forms.ChoiceField(label=_("Customer"))
    field_order = ("organisation", *ReportForm.field_order)
