"""What staff fill in about trainings, idea days and evaluation sessions, and whom a customer enrols."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from waarborg.catalogue.models import Item
from waarborg.customers.models import Organisation, Person
from waarborg.plumbing.web.moments import MomentField
from waarborg.support.actions.sessions.keep import Plan
from waarborg.support.models import Session
from waarborg.support.rules.sessions import kinds

# Those that are planned by themselves; an evaluation is planned from its customer's line.
PLANNED = (kinds.TRAINING, kinds.IDEA_DAY)


class WhenForm(forms.Form):
    """When and where; moments are of the desk's wall clock."""

    place = forms.CharField(
        max_length=200, required=False, label=_("Where?"), help_text=_("An address, or leave it empty for online.")
    )
    link = forms.URLField(
        max_length=500, required=False, assume_scheme="https", label=_("Link to join online"),
        help_text=_("Begins with https://. Only who has a place sees it."),
    )  # fmt: skip

    def __init__(self, *args: Any, zone: str, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["starts_at"] = MomentField(zone=zone, label=_("Begins at"))
        self.fields["ends_at"] = MomentField(zone=zone, label=_("Ends at"))


class SessionForm(WhenForm):
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
    places = forms.IntegerField(
        min_value=1, max_value=10_000, required=False, label=_("How many places?"),
        help_text=_("Left empty, everybody can come."),
    )  # fmt: skip
    months = forms.IntegerField(
        min_value=1, max_value=120, required=False, label=_("For how many months does it count?"),
        help_text=_("Of a training: how long the certificate counts. Left empty it always does."),
    )  # fmt: skip
    host_name = forms.CharField(max_length=200, required=False, label=_("Who gives it?"))
    reach = forms.ChoiceField(label=_("For whom?"), widget=forms.RadioSelect)
    item = forms.TypedChoiceField(required=False, coerce=UUID, empty_value=None, label=_("Product or module"))
    customer = forms.TypedChoiceField(required=False, coerce=UUID, empty_value=None, label=_("Customer"))
    field_order = (
        *("kind", "title_nl", "about_nl", "title_en", "about_en", "starts_at", "ends_at", "place", "link"),
        *("places", "enrol_until", "months", "host_name", "reach", "item", "customer"),
    )

    def __init__(
        self, *args: Any, zone: str, lang: str, items: Sequence[Item], customers: Sequence[Organisation], **rest: Any
    ) -> None:
        super().__init__(*args, zone=zone, **rest)
        chosen: Any = self.fields
        self.fields["enrol_until"] = MomentField(
            zone=zone,
            required=False,
            label=_("Enrolling is possible until"),
            help_text=_("Left empty: until it begins."),
        )
        chosen["kind"].choices = [(one, kinds.KINDS[one][lang]) for one in PLANNED]
        chosen["reach"].choices = [(word, texts[lang]) for word, texts in kinds.REACHES.items()]
        chosen["item"].choices = [("", "–"), *((str(one.id), one.say(lang)) for one in items)]
        chosen["customer"].choices = [("", "–"), *((str(one.id), one.name) for one in customers)]
        self.order_fields(self.field_order)

    def plan(self) -> Plan:
        filled = {**self.cleaned_data}
        filled["item_id"], filled["customer_id"] = filled.pop("item"), filled.pop("customer")
        filled["enrol_until"] = filled["enrol_until"] or filled["starts_at"]
        return Plan(**filled)

    @staticmethod
    def of(session: Session) -> dict[str, Any]:
        """What stands in the form of a session that is changed."""
        names = (
            *("kind", "title_nl", "about_nl", "title_en", "about_en", "starts_at", "ends_at", "place", "link"),
            *("places", "enrol_until", "months", "host_name", "reach"),
        )
        found = {name: getattr(session, name) for name in names}
        return found | {"item": str(session.item_id or ""), "customer": str(session.customer_id or "")}


class EvaluationPlanForm(WhenForm):
    """When a customer's evaluation session is, and who of it comes."""

    guests = forms.TypedMultipleChoiceField(
        label=_("Who of the customer comes?"), coerce=UUID, widget=forms.CheckboxSelectMultiple
    )
    field_order = ("starts_at", "ends_at", "place", "link", "guests")

    def __init__(self, *args: Any, people: Sequence[Person], **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["guests"].choices = [(str(one.id), one.name) for one in people]  # type: ignore[attr-defined]
        self.order_fields(self.field_order)

    def plan(self, customer: UUID, host: str) -> Plan:
        filled = self.cleaned_data
        return Plan(
            kind=kinds.EVALUATION,
            title_nl="Evaluatiegesprek",
            title_en="Evaluation session",
            starts_at=filled["starts_at"],
            ends_at=filled["ends_at"],
            enrol_until=filled["starts_at"],
            place=filled["place"],
            link=filled["link"],
            reach=kinds.ONE,
            customer_id=customer,
            host_name=host,
        )


class ProposalForm(forms.Form):
    """When the evaluation session of a quarter suits the customer."""

    def __init__(self, *args: Any, zone: str, **rest: Any) -> None:
        super().__init__(*args, **rest)
        labels = (_("First choice"), _("Second choice"), _("Third choice"))
        for number, label in enumerate(labels, start=1):
            self.fields[f"moment_{number}"] = MomentField(zone=zone, label=label, required=number == 1)
        self.fields["said"] = forms.CharField(
            max_length=500, required=False, label=_("What do you want to discuss, and who comes?"),
            widget=forms.Textarea(attrs={"rows": 3}),
        )  # fmt: skip

    def moments(self) -> list[datetime]:
        """What was filled in, the best first."""
        return [one for number in (1, 2, 3) if (one := self.cleaned_data[f"moment_{number}"])]


class HeldForm(forms.Form):
    """What an evaluation session came to."""

    outcome = forms.CharField(
        max_length=20_000, label=_("What was discussed and agreed?"), help_text=_("The customer reads this too."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )  # fmt: skip
    actions = forms.CharField(
        max_length=20_000, required=False, label=_("Who does what, and by when?"), help_text=_("One action a line."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip

    def __init__(self, *args: Any, zone: str, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["held_at"] = MomentField(zone=zone, label=_("When was it held?"))
        self.order_fields(["held_at", "outcome", "actions"])


class EnrolForm(forms.Form):
    """Oneself, or a colleague."""

    person = forms.TypedChoiceField(label=_("Who comes?"), coerce=UUID)

    def __init__(self, *args: Any, people: Sequence[Person], **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["person"].choices = [(str(one.id), one.name) for one in people]  # type: ignore[attr-defined]
