"""What is asked and booked from the catalogue of help, and what staff put into it."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from waarborg.support.actions.help.book import Wanted
from waarborg.support.actions.help.keep import Offer
from waarborg.support.rules.help import days


def _check() -> forms.CheckboxInput:
    return forms.CheckboxInput(attrs={"class": "form-check-input"})


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class AskForm(forms.Form):
    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    text = forms.CharField(
        max_length=20_000, label=_("What do you need?"), help_text=_("For how many people, when, and about what."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip


class BookDaysForm(forms.Form):
    """Half days and whole days, and the consent to what they cost."""

    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    on = forms.DateField(label=_("On which day does it begin?"), widget=_day())
    halves = forms.TypedChoiceField(label=_("How long?"), coerce=int, initial=2)
    on_site = forms.BooleanField(required=False, label=_("At your place; the travel is charged"), widget=_check())
    about = forms.CharField(
        max_length=5_000, required=False, label=_("What is it about?"), widget=forms.Textarea(attrs={"rows": 3})
    )
    agrees = forms.BooleanField(required=False, label=_("I agree to the costs"), widget=_check())

    def __init__(self, *args: Any, lang: str, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["halves"].choices = [(one, _said(one, lang)) for one in range(1, 11)]  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        filled = self.cleaned_data
        return Wanted(filled["on"], filled["halves"], filled["on_site"], filled["about"])


def _said(halves: int, lang: str) -> str:
    whole, half = divmod(halves, 2)
    number = f"{whole},5" if half and lang == "nl" else f"{whole}.5" if half else str(whole)
    day = {"nl": "dag" if halves <= 2 else "dagen", "en": "day" if halves <= 2 else "days"}[lang]
    hour = {"nl": "uur", "en": "hours"}[lang]
    counted = f"{days.hours(halves).normalize():f}"
    return f"{number} {day} ({counted.replace('.', ',') if lang == 'nl' else counted} {hour})"


class OfferForm(forms.Form):
    kind = forms.ChoiceField(label=_("What is it?"), widget=forms.RadioSelect)
    title_nl = forms.CharField(max_length=150, label=_("Title in Dutch"))
    about_nl = forms.CharField(
        max_length=5_000,
        required=False,
        label=_("What it is about, in Dutch"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    title_en = forms.CharField(max_length=150, required=False, label=_("Title in English"))
    about_en = forms.CharField(
        max_length=5_000, required=False, label=_("What it is about, in English"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip
    unit = forms.ChoiceField(required=False, label=_("The price is"))
    link = forms.URLField(
        max_length=500, required=False, assume_scheme="https", label=_("Website"), help_text=_("Of a partner.")
    )
    offered = forms.BooleanField(required=False, initial=True, label=_("It is offered"), widget=_check())

    def __init__(self, *args: Any, lang: str, **rest: Any) -> None:
        super().__init__(*args, **rest)
        chosen: Any = self.fields
        chosen["kind"].choices = [(word, said[lang]) for word, said in days.KINDS.items()]
        chosen["unit"].choices = [(word, said[lang]) for word, said in days.UNITS.items()]

    def words(self) -> Offer:
        return Offer(**{name: value for name, value in self.cleaned_data.items() if name != "offered"})


class PriceForm(forms.Form):
    from_on = forms.DateField(label=_("Holds from"), widget=_day())
    amount = forms.DecimalField(min_value=0, max_digits=10, decimal_places=2, label=_("Amount in euros"))
    a_kilometre = forms.DecimalField(
        min_value=0, max_digits=6, decimal_places=2, required=False, label=_("For a kilometre of travel"),
        help_text=_("Of help at the customer's. Left empty, travel is not charged."),
    )  # fmt: skip


class TravelForm(forms.Form):
    kilometres = forms.IntegerField(min_value=1, max_value=5_000, label=_("Kilometres, there and back"))
