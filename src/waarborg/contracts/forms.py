"""Forms of contracts: recording and signing one, its onboarding, and giving notice."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from waarborg.contracts.actions.merge_customer import Order
from waarborg.contracts.actions.plan_onboarding import Wanted
from waarborg.contracts.actions.sign_contract import Signed
from waarborg.contracts.rules.onboarding import CUSTOMER, KINDS, PROVIDER
from waarborg.customers.models import Person
from waarborg.customers.rules.instructions import ACCOUNT_CHAT, FORMS, IN_ACCOUNT
from waarborg.plumbing.web.moments import MomentField

MOST_BYTES = 10 * 1024 * 1024


def _day(label: Any, *, required: bool) -> forms.DateField:
    return forms.DateField(
        label=label, required=required, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class ContractForm(forms.Form):
    reference = forms.CharField(
        max_length=100, label=_("Reference"), help_text=_("The number by which both sides know the contract.")
    )
    version = forms.ChoiceField(label=_("Agreement"))
    starts_on = _day(_("First day"), required=True)
    ends_on = _day(_("Last day, when one was agreed"), required=False)
    amendments = forms.CharField(
        max_length=500,
        required=False,
        label=_("Amendments"),
        help_text=_("References of what was agreed on top of it, with commas between them."),
    )

    def __init__(self, *args: Any, versions: Sequence[str], **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["version"].choices = [(one, one) for one in versions]  # type: ignore[attr-defined]

    def references(self) -> list[str]:
        return [part.strip() for part in self.cleaned_data["amendments"].split(",") if part.strip()]


class NoticeForm(forms.Form):
    why = forms.CharField(
        max_length=1000,
        required=False,
        label=_("Why (you need not say)"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    sure = forms.BooleanField(
        label=_("Yes, this ends the agreement on the day above."),
        error_messages={"required": _("Tick that this is what you want.")},
    )


class TakenNoticeForm(forms.Form):
    """Notice that came otherwise than in the account. Whether it counts, the action says."""

    owner = forms.ChoiceField(label=_("Who gives notice?"))
    form = forms.ChoiceField(label=_("How did it come?"))
    address = forms.EmailField(required=False, label=_("From which address?"))
    received = forms.DateTimeField(
        label=_("When did it come?"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    why = forms.CharField(max_length=1000, required=False, label=_("What does it say?"), widget=forms.Textarea)

    def __init__(self, *args: Any, people: Sequence[tuple[str, str]], lang: str, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["owner"].choices = people  # type: ignore[attr-defined]
        said = [(key, words[lang == "en"]) for key, words in FORMS.items() if key not in (IN_ACCOUNT, ACCOUNT_CHAT)]
        self.fields["form"].choices = said  # type: ignore[attr-defined]


class MergeOrderForm(forms.Form):
    """How an owner asked for a merger. Whether it counts, the action says."""

    owner = forms.ChoiceField(label=_("Who asked for it?"))
    form = forms.ChoiceField(label=_("How did it come?"))
    address = forms.EmailField(required=False, label=_("From which address?"))

    def __init__(self, *args: Any, owners: Sequence[Person], lang: str, **rest: Any) -> None:
        super().__init__(*args, **rest)
        chosen: Any = self.fields
        chosen["owner"].choices = [(str(one.id), one.name) for one in owners]
        said = [(key, words[lang == "en"]) for key, words in FORMS.items() if key not in (IN_ACCOUNT, ACCOUNT_CHAT)]
        chosen["form"].choices = said

    def order(self) -> Order:
        given = self.cleaned_data
        return Order(UUID(given["owner"]), given["form"], given["address"])


class MergeForm(forms.Form):
    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)
    sure = forms.BooleanField(
        label=_("Yes, these two become one. This cannot be undone."),
        error_messages={"required": _("Tick that this is what you want.")},
    )


class ProviderNoticeForm(forms.Form):
    why = forms.CharField(
        max_length=1000,
        label=_("Why; the customer reads this"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say why; the customer reads it.")},
    )
    sure = forms.BooleanField(
        label=_("Yes, this ends the agreement on the day above."),
        error_messages={"required": _("Tick that this is what you want.")},
    )


class CopyForm(forms.Form):
    file = forms.FileField(
        label=_("Your copy"),
        help_text=_("The PDF or the file that you got from us, as it was. We look at it and do not keep it."),
        error_messages={"required": _("Choose the file."), "empty": _("This file is empty.")},
    )

    def clean_file(self) -> Any:
        held = self.cleaned_data["file"]
        if held.size > MOST_BYTES:
            raise forms.ValidationError(_("This file is larger than any agreement of ours (10 MB)."))
        return held


class QuoteForm(forms.Form):
    """What we propose; nothing filled in for the price means that it costs nothing."""

    what = forms.CharField(max_length=200, label=_("What do you propose?"))
    text = forms.CharField(
        max_length=5000,
        label=_("What do you do for it, and when is it done?"),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    amount = forms.DecimalField(
        label=_("Price in euros, without VAT"),
        help_text=_("Leave it empty where it costs nothing. The customer agrees to it before anything is charged."),
        required=False,
        min_value=Decimal("0.01"),
        max_digits=12,
        decimal_places=2,
    )


class DeclineForm(forms.Form):
    reason = forms.CharField(
        max_length=500,
        label=_("Why do you not accept it?"),
        error_messages={"required": _("Say why you do not accept the proposal.")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class SignForm(forms.Form):
    """A contract that a customer signed: the onboarding and the start follow from it."""

    reference = forms.CharField(
        max_length=100, label=_("Reference"), help_text=_("The number by which both sides know the contract.")
    )
    version = forms.ChoiceField(label=_("Agreement"))
    signed_by = forms.CharField(max_length=200, label=_("Who signed for the customer?"))
    term_months = forms.IntegerField(
        min_value=1, max_value=120, initial=12, label=_("For how many months at a time?"),
        help_text=_("When they are over, the subscription renews."),
    )  # fmt: skip
    amendments = forms.CharField(
        max_length=500,
        required=False,
        label=_("Amendments"),
        help_text=_("References of what was agreed on top of it, with commas between them."),
    )

    def __init__(self, *args: Any, versions: Sequence[str], zone: str, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["version"].choices = [(one, one) for one in versions]  # type: ignore[attr-defined]
        self.fields["signed_at"] = MomentField(zone=zone, label=_("When was it signed?"))
        self.order_fields(["reference", "version", "signed_at", "signed_by", "term_months", "amendments"])

    def signed(self) -> Signed:
        given = self.cleaned_data
        amendments = [part.strip() for part in given["amendments"].split(",") if part.strip()]
        return Signed(given["reference"], given["signed_at"], given["signed_by"], given["term_months"], amendments)


class StepForm(forms.Form):
    """A step of an onboarding; of one that is there the kind stays."""

    kind = forms.ChoiceField(label=_("What kind of step is it?"))
    nl = forms.CharField(max_length=150, label=_("What is to be done, in Dutch"))
    en = forms.CharField(max_length=150, required=False, label=_("What is to be done, in English"))
    side = forms.ChoiceField(label=_("Whose work is it?"), widget=forms.RadioSelect)
    due_on = _day(_("By when?"), required=True)
    ours = forms.TypedChoiceField(required=False, coerce=UUID, empty_value=None, label=_("Owner on our side"))
    theirs = forms.TypedChoiceField(required=False, coerce=UUID, empty_value=None, label=_("Owner at the customer"))

    def __init__(
        self, *args: Any, ours: Sequence[Person], theirs: Sequence[Person], lang: str, kind: str = "", **rest: Any
    ) -> None:
        super().__init__(*args, **rest)
        chosen: Any = self.fields
        chosen["kind"].choices = [(word, said[lang]) for word, said in KINDS.items() if kind in ("", word)]
        chosen["side"].choices = [(PROVIDER, _("Ours")), (CUSTOMER, _("The customer's"))]
        for name, people in (("ours", ours), ("theirs", theirs)):
            chosen[name].choices = [("", "–"), *((str(one.id), one.name) for one in people)]

    def wanted(self) -> Wanted:
        return Wanted(**{**self.cleaned_data, "en": self.cleaned_data["en"] or self.cleaned_data["nl"]})


class CompleteForm(forms.Form):
    """What shows that a step was done: a note or a file."""

    note = forms.CharField(
        max_length=5000, required=False, label=_("What was done?"), widget=forms.Textarea(attrs={"rows": 3})
    )
    file = forms.FileField(required=False, label=_("A file that shows it"))
    held_on = _day(_("On which day was it held?"), required=False)
    despite = forms.CharField(
        max_length=500,
        required=False,
        label=_("Why is it completed although the data is not there yet?"),
        help_text=_("Only for who may set this aside; the customer reads it."),
    )

    def __init__(self, *args: Any, workshop: bool, may_waive: bool, **rest: Any) -> None:
        super().__init__(*args, **rest)
        if not workshop:
            del self.fields["held_on"]
        if not may_waive:
            del self.fields["despite"]
