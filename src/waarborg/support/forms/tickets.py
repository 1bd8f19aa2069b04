"""What people fill in about tickets. Input is kept whatever happens; `once` makes a double submit harmless."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from waarborg.customers.models import Person
from waarborg.plumbing.files.accept import safe_name
from waarborg.plumbing.web.moments import MomentField
from waarborg.plumbing.web.wording import tongue
from waarborg.support.actions.report import Report
from waarborg.support.queries.about import Choices, worth_asking
from waarborg.support.rules import states
from waarborg.support.rules.channels import CHANNELS, TAKEN
from waarborg.support.rules.clauses import LONGEST
from waarborg.support.rules.intake_words import put

MAX_FILES = 10


class FilesInput(forms.ClearableFileInput):
    """Says how many bytes may come at once, so that the page can say so before they are sent."""

    allow_multiple_selected = True

    def build_attrs(self, base_attrs: dict[str, Any], extra_attrs: dict[str, Any] | None = None) -> dict[str, Any]:
        # A little less than the server takes: the other fields and what stands between the files count too.
        limit = settings.UPLOAD_LIMIT - 128 * 1024
        return super().build_attrs(base_attrs, {**(extra_attrs or {}), "data-limit": str(limit)})


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
        for file in files:
            if not file.size:
                raise forms.ValidationError(
                    _("%(name)s is empty (0 bytes). Choose the file again."),
                    params={"name": safe_name(file.name or "")},
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


def _seal() -> forms.BooleanField:
    """For customers: what they send may hold data of their own clients."""
    return forms.BooleanField(
        required=False,
        label=_("Seal the attachments"),
        help_text=_("Support then opens them only while your owner or administrator allows it, and you see who did."),
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
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
    about = forms.TypedChoiceField(
        label=_("What is it about?"),
        coerce=UUID,
        empty_value=None,
        required=False,
        help_text=_("What you have from us. Leave it open when you are not sure."),
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
    sealed = _seal()
    clause = forms.CharField(max_length=LONGEST, required=False, widget=forms.HiddenInput)
    field_order = (
        "subject",
        "kind",
        "about",
        "priority",
        "what",
        "place",
        "since",
        "affected",
        "files",
        "sealed",
        "once",
        "clause",
    )

    def __init__(
        self,
        *args: Any,
        kinds: Mapping[str, Mapping[str, str]],
        priorities: Mapping[str, Mapping[str, str]],
        lang: str,
        about: Choices | None = None,
        **rest: Any,
    ) -> None:
        super().__init__(*args, **rest)
        if about and worth_asking(about):
            self.fields["about"].choices = [("", _("not one in particular")), *about]  # type: ignore[attr-defined]
        else:
            del self.fields["about"]
        self.kinds = tuple(kinds or states.KINDS)
        self.fields["kind"].choices = _choices(kinds or states.KINDS, lang)  # type: ignore[attr-defined]
        # As for the kind that it begins with; a script puts them otherwise when another is chosen.
        for question, words in put(str(self["kind"].value() or ""), tongue(lang)).items():
            if question in self.fields:
                self.fields[question].label = words
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
                for name in ("subject", "kind", "what", "place", "since", "affected", "priority", "clause")
            },
            about_id=filled.get("about"),
        )


class AboutForm(forms.Form):
    about = forms.TypedChoiceField(label=_("What is it about?"), coerce=UUID, empty_value=None, required=False)

    def __init__(self, *args: Any, choices: Choices, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["about"].choices = [("", _("not one in particular")), *choices]  # type: ignore[attr-defined]


class ReplyForm(OnceForm):
    text = forms.CharField(
        max_length=20_000,
        label=_("Your reply"),
        help_text=_("Colleagues who read along get this message too. Rather no names of clients; a number is enough."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    sealed = _seal()
    field_order = ("text", "files", "sealed", "once")


class AnswerForm(OnceForm):
    """The composer of the desk. `revision` is what the writer saw, so that a crossing message is noticed."""

    text = forms.CharField(max_length=20_000, label=_("Answer to customer"), widget=forms.Textarea(attrs={"rows": 7}))
    purpose = forms.ChoiceField(label=_("What is this message?"), widget=forms.RadioSelect, initial="message")
    revision = forms.IntegerField(widget=forms.HiddenInput)
    field_order = ("text", "purpose", "files", "revision", "once")

    def __init__(self, *args: Any, purposes: Sequence[states.Purpose], lang: str, **rest: Any) -> None:
        super().__init__(*args, **rest)
        words = {purpose: states.PURPOSES[purpose] for purpose in purposes}
        self.fields["purpose"].choices = _choices(words, lang)  # type: ignore[attr-defined, arg-type]


class BulkMessageForm(forms.Form):
    """One text to several customers; each gets a number of its own made from `once`. `back` is the message that it was,
    where that was taken back."""

    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    back = forms.UUIDField(widget=forms.HiddenInput, required=False)
    text = forms.CharField(max_length=20_000, label=_("Answer to customer"), widget=forms.Textarea(attrs={"rows": 7}))
    purpose = forms.ChoiceField(label=_("What is this message?"), widget=forms.RadioSelect, initial="message")

    def __init__(self, *args: Any, lang: str, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["purpose"].choices = _choices(states.PURPOSES, lang)  # type: ignore[attr-defined, arg-type]


class NoteForm(forms.Form):
    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    text = forms.CharField(max_length=20_000, label=_("Internal note"), widget=forms.Textarea(attrs={"rows": 7}))

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, auto_id="note_%s", **rest)


class PriorityForm(forms.Form):
    priority = forms.ChoiceField(label=_("Priority"))
    reason = forms.CharField(
        max_length=500,
        required=False,
        label=_("Why"),
        help_text=_("Needed when it changes. The customer reads this too."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, priorities: Mapping[str, Mapping[str, str]], lang: str, **rest: Any) -> None:
        super().__init__(*args, auto_id="priority_%s", **rest)
        self.fields["priority"].choices = _choices(priorities, lang)  # type: ignore[attr-defined]


class AssignForm(forms.Form):
    """A colleague who will handle it; the choice that is there now stands first."""

    person = forms.TypedChoiceField(label=_("Give to"), coerce=UUID)

    def __init__(
        self, *args: Any, colleagues: Sequence[Person], away: Mapping[UUID, str] | None = None, **rest: Any
    ) -> None:
        """`away` says of whoever is not there until when."""
        super().__init__(*args, auto_id="assign_%s", **rest)
        said = {one.id: f"{one.name} ({away[one.id]})" for one in colleagues if away and one.id in away}
        self.fields["person"].choices = [  # type: ignore[attr-defined]
            (str(one.id), said.get(one.id, one.name)) for one in colleagues
        ]


def blank_priority(priority: str, words: Sequence[tuple[str, str]], lang: str) -> PriorityForm:
    """As it stands on the page of a ticket; `words` are those of the agreement with their names in `lang`."""
    named = {word: {lang: name} for word, name in words}
    return PriorityForm(initial={"priority": priority}, priorities=named, lang=lang)


def blank_answer(purposes: Sequence[states.Purpose], lang: str) -> AnswerForm:
    """As it stands on the page of a ticket; its `once` and `revision` are another each time."""
    return AnswerForm(purposes=purposes, lang=lang)


def blank_assign(
    person: str, colleagues: Sequence[tuple[UUID, str]], away: Sequence[tuple[UUID, str]] = ()
) -> AssignForm:
    """As it stands on the page of a ticket that `person` has; `colleagues` are identifiers and names, `away` says of
    whoever is not there until when."""
    people = [Person(id=one, name=name) for one, name in colleagues]
    return AssignForm(initial={"person": person}, colleagues=people, away=dict(away))


class DeskReportForm(ReportForm):
    """Taking a report by telephone or e-mail, on behalf of one of the customer's authorised contacts (EDGE S16)."""

    # What staff were sent they have seen already.
    sealed = None
    reporter = forms.TypedChoiceField(label=_("Who reports it?"), coerce=UUID)
    channel = forms.ChoiceField(label=_("How did it reach us?"), widget=forms.RadioSelect, initial="phone")
    reason = forms.CharField(
        max_length=500, required=False, label=_("Why is it entered only now?"),
        help_text=_("Only for an earlier moment; it is kept with the report."),
    )  # fmt: skip
    mine = forms.BooleanField(required=False, initial=True, label=_("I pick it up myself"))
    urgent = forms.ChoiceField(
        required=False,
        label=_("Do they call it urgent?"),
        help_text=_("Tell them what it means; a mail with the same follows."),
    )
    field_order = (
        *("reporter", "channel", "received", "reason", "urgent"),
        *ReportForm.field_order[:-2],
        *("mine", "files", "once"),
    )

    def __init__(
        self,
        *args: Any,
        people: Sequence[Person],
        zone: str,
        lang: str,
        urgent: Sequence[tuple[str, str]] = (),
        **rest: Any,
    ) -> None:
        """`urgent` are the agreement's categories of urgent cases, each with what it means now."""
        super().__init__(*args, lang=lang, **rest)
        if urgent:
            self.fields["urgent"].choices = [("", _("No")), *urgent]  # type: ignore[attr-defined]
        else:
            del self.fields["urgent"]
        self.fields["received"] = MomentField(
            zone=zone,
            required=False,
            label=_("When did it reach us?"),
            help_text=_("Leave empty for now. The clocks start at this moment."),
        )
        self.order_fields(self.field_order)
        self.people = {one.id: one.name for one in people}
        self.fields["reporter"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose who reports it")),
            *((str(one.id), one.name) for one in people),
        ]
        # The customer's own form asks the customer; here a colleague writes down what was said.
        self.fields["kind"].label, self.fields["what"].help_text = _("Kind"), ""
        self.fields["what"].label = _("What happens, and what did the customer expect?")
        if "about" in self.fields:
            self.fields["about"].help_text = ""
        if "priority" in self.fields:
            self.fields["priority"].label, self.fields["priority"].help_text = _("Priority"), ""
        self.fields["channel"].choices = [(word, CHANNELS[word][lang]) for word in TAKEN]  # type: ignore[attr-defined]

    @property
    def from_whom(self) -> tuple[UUID, str]:
        """The reporter as (person, name)."""
        person = self.cleaned_data["reporter"]
        return person, self.people[person]
