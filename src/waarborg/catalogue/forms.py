"""What staff fill in about the catalogue. Whether it fits together, the actions say."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from waarborg.catalogue.models import Item
from waarborg.catalogue.rules.kinds import COMPONENT, SERVICE, SHOWN, WINDOW, called
from waarborg.catalogue.rules.rings import RINGS, words
from waarborg.kernel.errors import Refusal


def _line(most: int, **attrs: str) -> forms.TextInput:
    return forms.TextInput(attrs={"class": "form-control", "autocomplete": "off", **attrs})


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date", "class": "form-control"}, format="%Y-%m-%d")


class ItemForm(forms.Form):
    """A thing of one kind: only the fields that it can have. Its word is asked once and then stays."""

    key = forms.CharField(
        label=_("Word"),
        max_length=60,
        help_text=_("By which agreements name it: small letters, digits and hyphens. It stays as it is."),
        widget=_line(60, spellcheck="false"),
    )
    parent = forms.TypedChoiceField(
        label=_("Stands under"), coerce=UUID, widget=forms.Select(attrs={"class": "form-select"})
    )
    nl = forms.CharField(label=_("Name in Dutch"), max_length=120, widget=_line(120))
    en = forms.CharField(label=_("Name in English"), max_length=120, widget=_line(120))
    nl_about = forms.CharField(
        label=_("What it is for, in Dutch"),
        max_length=500,
        required=False,
        help_text=_("One sentence. Customers read it beside what they bought."),
        widget=forms.Textarea(attrs={"rows": 2, "class": "form-control"}),
    )
    en_about = forms.CharField(
        label=_("What it is for, in English"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "class": "form-control"}),
    )
    route = forms.CharField(
        label=_("Page of the application"),
        max_length=200,
        required=False,
        help_text=_("The route by which it is measured, such as /clients."),
        widget=_line(200, spellcheck="false"),
    )
    third_party = forms.BooleanField(
        label=_("Somebody else runs it"),
        required=False,
        help_text=_("It stands apart, and does not count in our own availability."),
    )
    shown_publicly = forms.BooleanField(
        label=_("On the public status page"),
        required=False,
        help_text=_("Everybody can read there how it is doing. Otherwise only customers who have it can."),
    )
    needs = forms.TypedMultipleChoiceField(
        label=_("Does not work without"),
        coerce=UUID,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self,
        *args: Any,
        kind: str,
        parents: Sequence[Item],
        components: Sequence[Item],
        lang: str,
        known: bool = False,
        **rest: Any,
    ) -> None:
        super().__init__(*args, **rest)
        for name, there in {
            "key": not known,
            "parent": kind != SERVICE,
            "route": kind == WINDOW,
            "third_party": kind == COMPONENT,
            "shown_publicly": kind in SHOWN,
            "needs": kind == COMPONENT and bool(components),
        }.items():
            if not there:
                del self.fields[name]
        self._offer("parent", [(str(one.id), f"{one.say(lang)} ({called(one.kind, lang)})") for one in parents])
        self._offer("needs", [(str(one.id), one.say(lang)) for one in components])

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        if name in self.fields:
            self.fields[name].choices = choices  # type: ignore[attr-defined]


class PurchaseForm(forms.Form):
    item = forms.TypedChoiceField(
        label=_("Product or module"), coerce=UUID, widget=forms.Select(attrs={"class": "form-select"})
    )
    starts_on = forms.DateField(label=_("First day"), widget=_day())
    ends_on = forms.DateField(
        label=_("Last day"), required=False, help_text=_("Leave empty while no end is known."), widget=_day()
    )

    def __init__(self, *args: Any, items: Sequence[Item], lang: str, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["item"].choices = [  # type: ignore[attr-defined]
            (str(one.id), f"{one.say(lang)} ({called(one.kind, lang)})") for one in items
        ]


class EndForm(forms.Form):
    ends_on = forms.DateField(
        label=_("Last day"), required=False, help_text=_("Empty takes the end away."), widget=_day()
    )


class RingForm(forms.Form):
    ring = forms.ChoiceField(
        label=_("How soon does this customer get a new version?"),
        help_text=_("Notices can go to the customers of one ring."),
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, lang: str, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["ring"].choices = [(ring, words(ring, lang)) for ring in RINGS]  # type: ignore[attr-defined]


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label=_("Why"),
        max_length=500,
        help_text=_("It stays in the history, with this beside it in the journal."),
        widget=_line(500),
    )


def refuse(form: forms.Form, refusal: Refusal, lang: str) -> None:
    """Say a refusal above the field it is about, else above the form."""
    path = getattr(refusal, "path", "") or refusal.params.get("path")
    sentence = type(refusal)(**refusal.params).say(lang)
    said = " ".join(filter(None, (sentence, refusal.way_out(lang))))
    form.add_error(path if path in form.fields else None, said)
