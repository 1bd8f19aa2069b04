"""What staff fill in about maintenance. Whether it may be, the actions say."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from waarborg.availability.actions.incidents import LONGEST_TITLE
from waarborg.availability.actions.maintenance import LONGEST_REASON, Described
from waarborg.availability.forms.messages import in_dutch, in_english
from waarborg.availability.rules import work_kinds as rules
from waarborg.catalogue.models import Item
from waarborg.plumbing.web.moments import MomentField


class EndField(MomentField):
    """As a moment, but of an hour that comes twice the second is meant: an end takes all of it."""

    def clean(self, value: Any) -> datetime | None:
        found = super().clean(value)
        later = found.replace(fold=1) if found is not None and not found.fold else found
        if found is None or later is None or found.tzinfo is not self.zone:
            return found
        return later if (later.utcoffset() or timedelta()) != (found.utcoffset() or timedelta()) else found


class DescribedForm(forms.Form):
    """What is done, on what, and what customers read of it."""

    kind = forms.ChoiceField(label=_("Kind"), help_text=_("Agreements name their hours by it."))
    severity = forms.ChoiceField(
        label=_("What for"), required=False, help_text=_("Only for an emergency update or a hotfix.")
    )
    components = forms.MultipleChoiceField(label=_("Components"), widget=forms.CheckboxSelectMultiple)
    title_nl = forms.CharField(
        label=_("Title in Dutch"), max_length=LONGEST_TITLE, help_text=_("Such as: Beveiligingsupdates")
    )
    title_en = forms.CharField(label=_("Title in English"), max_length=LONGEST_TITLE, required=False)
    text_nl = in_dutch()
    text_en = in_english()
    by_schedule = forms.BooleanField(
        label=_("Begins and ends by itself at these times"),
        required=False,
        initial=True,
        help_text=_("Otherwise somebody says on its page when the work began and ended."),
    )
    for_visitors = forms.BooleanField(
        label=_("On the sign-in page and the public status page too"), required=False, initial=True
    )

    def __init__(self, *args: Any, components: Sequence[Item], lang: str, **rest: Any) -> None:
        super().__init__(*args, **rest)
        choices: Any = self.fields
        choices["kind"].choices = [(one, rules.call_kind(one, lang)) for one in rules.KINDS]
        choices["severity"].choices = [
            ("", "–"),
            *((one, rules.call_severity(one, lang)) for one in rules.SEVERITIES),
        ]
        choices["components"].choices = [(str(one.id), one.say(lang)) for one in components]

    def described(self) -> Described:
        said = self.cleaned_data
        tidy = {
            name: said[name].replace("\r\n", "\n").strip() for name in ("title_nl", "title_en", "text_nl", "text_en")
        }
        return Described(
            said["kind"],
            components=tuple(UUID(one) for one in said["components"]),
            severity=said["severity"] if said["kind"] in rules.PRESSING else "",
            by_schedule=said["by_schedule"],
            for_visitors=said["for_visitors"],
            told=not said.get("untold", False),
            **tidy,
        )


class PlanForm(DescribedForm):
    """One window."""

    field_order = (
        "kind",
        "severity",
        "components",
        "from_at",
        "until_at",
        "title_nl",
        "title_en",
        "text_nl",
        "text_en",
    )
    untold = forms.BooleanField(
        label=_("Do not announce it"),
        required=False,
        help_text=_("Only a hotfix, where agreements allow it. It always counts as downtime."),
    )
    alongside = forms.BooleanField(label=_("Together with other work on the same component"), required=False)
    reason = forms.CharField(
        label=_("Why it cannot wait"),
        max_length=LONGEST_REASON,
        required=False,
        help_text=_("Only where an agreement lets you set its notice aside. Your customers read it with this work."),
    )

    def __init__(self, *args: Any, zone: str, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["from_at"] = MomentField(zone=zone, label=_("From"))
        self.fields["until_at"] = EndField(zone=zone, label=_("Until"))
        self.order_fields(self.field_order)


class ChangeForm(forms.Form):
    """Other times for a window; `revision` is what its writer had read."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    why_nl = forms.CharField(
        label=_("Why, in Dutch"), max_length=LONGEST_REASON, required=False, help_text=_("Customers read this.")
    )
    why_en = forms.CharField(label=_("Why, in English"), max_length=LONGEST_REASON, required=False)
    reason = forms.CharField(
        label=_("Why it cannot wait"),
        max_length=LONGEST_REASON,
        required=False,
        help_text=_("Only where an agreement lets you set its notice aside. Your customers read it with this work."),
    )
    alongside = forms.BooleanField(label=_("Together with other work on the same component"), required=False)

    def __init__(self, *args: Any, zone: str, running: bool, **rest: Any) -> None:
        super().__init__(*args, **rest)
        if not running:
            self.fields["from_at"] = MomentField(zone=zone, label=_("From"))
        else:
            del self.fields["reason"]
        self.fields["until_at"] = EndField(zone=zone, label=_("Until"))
        self.order_fields(["from_at", "until_at", "why_nl", "why_en", "reason", "alongside"])

    @property
    def why(self) -> tuple[str, str]:
        return self.cleaned_data["why_nl"], self.cleaned_data["why_en"]


class CancelForm(forms.Form):
    """Why a window does not go on; customers read it."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    why_nl = forms.CharField(label=_("Why, in Dutch"), max_length=LONGEST_REASON, help_text=_("Customers read this."))
    why_en = forms.CharField(label=_("Why, in English"), max_length=LONGEST_REASON, required=False)
