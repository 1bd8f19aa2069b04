"""What is filled in about back-ups. Whether it may be, the actions say."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from waarborg.continuity.actions.keep_plan import Described
from waarborg.continuity.actions.record_test import Tried
from waarborg.continuity.actions.report_run import Reported
from waarborg.continuity.models import Plan
from waarborg.continuity.rules import plans, runs
from waarborg.customers.models import Organisation
from waarborg.plumbing.web.moments import MomentField
from waarborg.plumbing.web.wording import amount

_COPIED = (
    "key", "scope", "part", "what_nl", "what_en", "where_nl", "where_en", "every", "patience", "kept_days",
    "needs_hash", "revision",
)  # fmt: skip
MEGABYTE = 10**6


def _lengths(lang: str, seconds: Sequence[int]) -> list[tuple[str, str]]:
    nothing = "meteen" if lang == "nl" else "at once"
    return [(str(one), amount(one * 10**6, lang) if one else nothing) for one in seconds]


class PlanForm(forms.Form):
    """What is backed up, for whom and how often."""

    key = forms.CharField(
        label=_("Short name"),
        max_length=plans.LONGEST_KEY,
        help_text=_("By it your back-up system names the plan, such as database-4h."),
    )
    scope = forms.ChoiceField(label=_("Whose data is in it?"))
    customer = forms.ChoiceField(
        label=_("Customer"), required=False, help_text=_("Only for a back-up of one customer's own.")
    )
    part = forms.CharField(
        label=_("What part is it?"),
        max_length=plans.LONGEST_PART,
        help_text=_(
            "Such as database or files. Plans of the same part count together: the newest copy counts. Of several "
            "parts the oldest does."
        ),
    )
    what_nl = forms.CharField(label=_("What is in it, in Dutch"), max_length=plans.LONGEST_TEXT)
    what_en = forms.CharField(label=_("What is in it, in English"), max_length=plans.LONGEST_TEXT, required=False)
    where_nl = forms.CharField(label=_("Where it is kept, in Dutch"), max_length=plans.LONGEST_PLACE)
    where_en = forms.CharField(label=_("Where it is kept, in English"), max_length=plans.LONGEST_PLACE, required=False)
    every = forms.TypedChoiceField(label=_("How often is one made?"), coerce=int)
    patience = forms.TypedChoiceField(
        label=_("Too late after"), coerce=int, help_text=_("How long after that time the plan says that it is late.")
    )
    kept_days = forms.IntegerField(label=_("For how many days is it kept?"), min_value=1, max_value=plans.MOST_DAYS)
    least_mb = forms.IntegerField(
        label=_("Smallest size in MB"),
        min_value=0,
        max_value=plans.MOST_BYTES // MEGABYTE,
        help_text=_("What is smaller is rejected, and counts as none. 0 asks nothing."),
    )
    needs_hash = forms.BooleanField(
        label=_("Only with a SHA-256"), required=False, help_text=_("Without it a back-up is rejected.")
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def __init__(
        self, *args: Any, customers: Sequence[Organisation], lang: str, held: Plan | None = None, **rest: Any
    ) -> None:
        initial: dict[str, Any] = {
            "every": 86_400,
            "patience": 3600,
            "kept_days": 30,
            "part": "database",
            "least_mb": 0,
        }
        if held is not None:
            initial = {name: getattr(held, name) for name in _COPIED}
            initial |= {"customer": str(held.customer_id or ""), "least_mb": held.least_bytes // MEGABYTE}
        super().__init__(*args, initial=initial, **rest)
        self.held = held
        choices: Any = self.fields
        choices["scope"].choices = [(one, plans.call(one, lang)) for one in plans.SCOPES]
        choices["customer"].choices = [("", "–"), *((str(one.id), one.name) for one in customers)]
        choices["every"].choices = _lengths(lang, plans.PACES)
        choices["patience"].choices = _lengths(lang, plans.PATIENCE)

    def described(self) -> Described:
        given = {name: self.cleaned_data[name] for name in _COPIED if name != "revision"}
        least = self.cleaned_data["least_mb"] * MEGABYTE
        # What was kept to the byte stays so where nobody typed another size.
        if self.held is not None and self.held.least_bytes // MEGABYTE == self.cleaned_data["least_mb"]:
            least = self.held.least_bytes
        whose = self.cleaned_data["customer"]
        return Described(**given, customer_id=UUID(whose) if whose else None, least_bytes=least)


class RunForm(forms.Form):
    """A back-up that somebody writes down."""

    succeeded = forms.ChoiceField(label=_("How did it go?"))
    reason = forms.CharField(label=_("If it failed, why?"), max_length=runs.LONGEST_REASON, required=False)
    size_mb = forms.IntegerField(
        label=_("Size in MB"), min_value=0, max_value=plans.MOST_BYTES // MEGABYTE, required=False
    )
    sha256 = forms.CharField(label=_("SHA-256"), max_length=64, required=False)
    place = forms.CharField(label=_("Where does it lie?"), max_length=plans.LONGEST_PLACE, required=False)

    def __init__(self, *args: Any, lang: str, zone: str, **rest: Any) -> None:
        super().__init__(*args, auto_id="run-%s", **rest)
        found: Any = self.fields
        found["succeeded"].choices = [(one, runs.call(one, lang)) for one in (runs.GOOD, runs.FAILED)]
        self.fields["began_at"] = MomentField(zone=zone, label=_("When did it begin?"))
        self.fields["completed_at"] = MomentField(zone=zone, label=_("When was it complete?"))
        self.order_fields(["began_at", "completed_at"])

    def reported(self) -> Reported:
        given = self.cleaned_data
        size = given["size_mb"]
        return Reported(
            given["completed_at"], began_at=given["began_at"], succeeded=given["succeeded"] == runs.GOOD,
            reason=given["reason"], size=None if size is None else size * MEGABYTE, sha256=given["sha256"],
            place=given["place"],
        )  # fmt: skip


class TestForm(forms.Form):
    """A restore that was tried."""

    what = forms.CharField(
        label=_("What was restored?"), max_length=plans.LONGEST_TEXT, help_text=_("Customers do not read this.")
    )
    minutes = forms.IntegerField(label=_("How many minutes did it take?"), min_value=0, max_value=527_040)
    result = forms.ChoiceField(label=_("What came of it?"))
    remark = forms.CharField(label=_("Remark"), max_length=runs.LONGEST_REASON, required=False)

    def __init__(self, *args: Any, lang: str, zone: str, **rest: Any) -> None:
        super().__init__(*args, auto_id="test-%s", **rest)
        found: Any = self.fields
        found["result"].choices = [(one, runs.call_result(one, lang)) for one in runs.RESULTS]
        self.fields["tested_at"] = MomentField(zone=zone, label=_("When was it tried?"))
        self.fields["as_of"] = MomentField(zone=zone, label=_("Of which moment was the back-up?"))
        self.order_fields(["tested_at", "as_of"])

    def tried(self) -> Tried:
        given = self.cleaned_data
        return Tried(
            given["tested_at"], given["as_of"], given["minutes"] * 60, given["what"], given["result"], given["remark"]
        )
