"""The forms of an import: handing a file in, and pointing out its columns."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from waarborg.customers.actions.importing.archives import MOST_DAYS, Archive
from waarborg.customers.actions.importing.kinds import Kind
from waarborg.kernel.delimited import CODES


class HandInForm(forms.Form):
    """`kinds` are of tables, `whole` of what is no table."""

    kind = forms.ChoiceField(label=_("What does the file hold?"), widget=forms.RadioSelect)
    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "A table as text (CSV), with the names of the columns on top. Excel: save the sheet as CSV UTF-8."
            " A mailbox as mbox. What is larger than %(limit)s MB is taken over on the machine, with waarborg import."
        ),
        # What is not text says so itself, with the way out.
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,.tsv,.mbox,.mbx,.json,.ndjson,.jsonl,.zip"}),
    )
    source = forms.CharField(
        label=_("From which system?"),
        help_text=_("A short name, the same for every file from that system: its references are kept under it."),
        max_length=40,
        initial="import",
        widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "off", "spellcheck": "false"}),
    )
    encoding = forms.ChoiceField(
        label=_("Encoding"),
        required=False,
        choices=(("", _("recognise it")), *((code, code) for code in CODES)),
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    delimiter = forms.ChoiceField(
        label=_("Separated by"),
        required=False,
        choices=(("", _("recognise it")), (";", _("semicolons (;)")), (",", _("commas (,)")), ("tab", _("tabs"))),
        widget=forms.Select(attrs={"class": "form-select"}),
    )

    def __init__(self, *args: Any, kinds: Mapping[str, Kind | Archive], lang: str, limit: int, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["kind"].choices = [(name, kind.say(lang).capitalize()) for name, kind in kinds.items()]  # type: ignore[attr-defined]
        self.fields["file"].help_text = self.fields["file"].help_text % {"limit": limit}


class MailboxForm(forms.Form):
    """What a mailbox does not say itself."""

    open_days = forms.IntegerField(
        label=_("Open are threads with a mail of the last … days"),
        min_value=0,
        max_value=MOST_DAYS,
        widget=forms.NumberInput(attrs={"class": "form-control"}),
    )
    ours = forms.CharField(
        label=_("Addresses that we answered from"),
        help_text=_("One on each line. Colleagues and the address of the desk are known already."),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 3, "spellcheck": "false"}),
    )

    def clean_ours(self) -> list[str]:
        said = self.cleaned_data["ours"].replace(",", " ").split()
        for one in said:
            validate_email(one)
        return [one.lower() for one in said]


class ColumnsForm(forms.Form):
    """A field for each column of the kind, named `c-<column>`; its value is the place of a heading."""

    def __init__(self, *args: Any, kind: Kind, headings: Sequence[str], lang: str, **rest: Any) -> None:
        super().__init__(*args, **rest)
        shown = [
            heading or _("column %(place)s, without a name") % {"place": n} for n, heading in enumerate(headings, 1)
        ]
        places = [(str(place), heading) for place, heading in enumerate(shown)]
        for column in kind.columns:
            self.fields[f"c-{column.name}"] = forms.ChoiceField(
                label=column.say(lang).capitalize(),
                required=column.needed,
                choices=[("", _("not in this file")), *places],
                widget=forms.Select(attrs={"class": "form-select"}),
                error_messages={"required": _("Point out the column.")},
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        seen: dict[str, str] = {}
        for name, place in list(cleaned.items()):
            if place and place in seen:
                self.add_error(name, _("This column is pointed out twice."))
            seen[place] = name
        return cleaned

    @property
    def mapped(self) -> dict[str, int]:
        """Column to place, of a valid form."""
        return {name.removeprefix("c-"): int(place) for name, place in self.cleaned_data.items() if place}
