"""What staff fill in about agreements: a file to publish, whom to bind from when, why a clock is waived."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time
from typing import Any
from uuid import UUID

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from waarborg.kernel.instants import civil_start, from_us
from waarborg.promises.rules.agreement.yaml_nodes import MAX_BYTES

MAX_DOCUMENTS = 20
MAX_DOCUMENT_BYTES = 20 * 1024 * 1024


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class DocumentsField(forms.FileField):
    """The documents an agreement names, as a mapping of file name to content."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> dict[str, bytes]:
        files = [file for file in (data if isinstance(data, list | tuple) else [data]) if file]
        if len(files) > MAX_DOCUMENTS:
            raise forms.ValidationError(
                _("At most %(most)s documents; you chose %(count)s."),
                params={"most": MAX_DOCUMENTS, "count": len(files)},
            )
        for file in files:
            if file.size > MAX_DOCUMENT_BYTES:
                raise forms.ValidationError(
                    _("%(name)s is larger than %(most)s MB."),
                    params={"name": file.name, "most": MAX_DOCUMENT_BYTES // 1024 // 1024},
                )
        return {str(file.name): file.read() for file in files}


class PublishForm(forms.Form):
    """A file is judged by its own checks, which say line and column: here it only has to be there."""

    file = forms.FileField(
        label=_("Agreement file"),
        help_text=_("YAML, at most 2 MB: the file you also check with “waarborg agreement check”."),
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ".yaml,.yml"}),
    )
    documents = DocumentsField(
        required=False,
        label=_("Documents"),
        help_text=_("Every document that the file names, such as the general terms, under the file name it gives."),
    )

    def source(self) -> bytes:
        """No more than is needed to see that a file is too large."""
        upload: UploadedFile = self.cleaned_data["file"]
        upload.seek(0)
        return bytes(upload.read(MAX_BYTES + 1))

    @property
    def name(self) -> str:
        return str(self.cleaned_data["file"].name)


class AttachForm(forms.Form):
    """A document beside a draft, under a name that the text gives, or its own."""

    document = forms.FileField(
        label=_("File"),
        help_text=_("At most 20 MB. PDF and text are best: customers read it too."),
        allow_empty_file=True,
    )
    known_as = forms.ChoiceField(
        required=False,
        label=_("Name in the agreement"),
        help_text=_("The file name under which the text names it."),
    )

    def __init__(self, *args: Any, names: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("the name of the file itself")), *((one, one) for one in names)]
        self.fields["known_as"].choices = choices  # type: ignore[attr-defined]

    @property
    def name(self) -> str:
        return str(self.cleaned_data["known_as"] or self.cleaned_data["document"].name)

    def content(self) -> bytes:
        """No more than is needed to see that it is too large."""
        return bytes(self.cleaned_data["document"].read(MAX_DOCUMENT_BYTES + 1))


class WaiveForm(forms.Form):
    reason = forms.CharField(
        max_length=500,
        label=_("Why"),
        help_text=_("The customer reads this beside the clock."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ObjectionForm(forms.Form):
    reason = forms.CharField(
        max_length=4000,
        label=_("What you object to, and what you would rather see"),
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Say what you object to.")},
    )


class DecisionForm(forms.Form):
    decision = forms.ChoiceField(
        choices=(
            ("keeps", _("This customer keeps the terms that hold now")),
            ("stands", _("The new version stands")),
        ),
        label=_("Decision"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two.")},
    )
    answer = forms.CharField(
        max_length=4000,
        label=_("Answer to the customer"),
        help_text=_("The customer reads this beside the decision."),
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Write what you answer the customer and why.")},
    )


class EndForm(forms.Form):
    last = forms.DateField(
        label=_("Last day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Say which day is the last.")},
    )
    why = forms.CharField(
        max_length=500,
        label=_("Why, and with whom it was agreed"),
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Say why, and with whom it was agreed.")},
    )


class BindForm(forms.Form):
    """Whom to bind, from when: now, or from a day and time in the zone of the agreement."""

    customers = forms.MultipleChoiceField(
        label=_("Customers"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one customer.")},
    )
    when = forms.ChoiceField(
        label=_("From when"),
        choices=(("now", _("Now")), ("later", _("From a day and time"))),
        initial="now",
        widget=forms.RadioSelect,
        help_text=_("Clocks that already run stay under the version in which they started."),
    )
    day = forms.DateField(
        required=False, label=_("Day, when later"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    time = forms.TimeField(
        required=False, label=_("Time, when later"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )

    def __init__(
        self,
        *args: Any,
        customers: Sequence[tuple[str, str]],
        zone: str,
        schemes: Mapping[str, tuple[str, Sequence[tuple[str, str]]]] | None = None,
        **rest: Any,
    ) -> None:
        """`schemes`: what a customer bought, such as a plan: label and words by the name of the scheme."""
        super().__init__(*args, **rest)
        self.fields["customers"].choices = customers  # type: ignore[attr-defined]
        self.zone = zone
        self.schemes = dict(schemes or {})
        for name, (label, words) in self.schemes.items():
            choices = [("", _("as it is now")), *words]
            self.fields[f"word-{name}"] = forms.ChoiceField(label=label, choices=choices, required=False)

    @property
    def bought(self) -> list[forms.BoundField]:
        return [self[f"word-{name}"] for name in self.schemes]

    def words(self) -> dict[str, str]:
        """The words that were chosen; what was left stays as it is."""
        given = {name: self.cleaned_data.get(f"word-{name}", "") for name in self.schemes}
        return {name: word for name, word in given.items() if word}

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("when") == "later" and not given.get("day") and "day" not in self.errors:
            self.add_error("day", _("Say from which day, or choose “now”."))
        return given

    def effective(self) -> datetime | None:
        """None for now. A day without a time begins at midnight; a wall time that is skipped is the one after it."""
        given = self.cleaned_data
        if given["when"] == "now":
            return None
        return from_us(civil_start(given["day"], given.get("time") or time(0), self.zone))

    def tenants(self) -> list[UUID]:
        return [UUID(one) for one in self.cleaned_data["customers"]]
