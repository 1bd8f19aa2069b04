"""What staff fill in about probes and places. Whether it may be, the actions say."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from waarborg.availability.actions.keep_probe import Asked
from waarborg.availability.models import Place, Probe
from waarborg.availability.rules.watching import KINDS, RECORDS, Conditions, call_kind
from waarborg.catalogue.models import Item

LEAST = Conditions().least


class ProbeForm(forms.Form):
    """What is asked of a component; component and kind stay as they are once it was made."""

    name = forms.CharField(label=_("Name"), max_length=80)
    component = forms.TypedChoiceField(label=_("Component"), coerce=UUID)
    kind = forms.ChoiceField(label=_("Kind"))
    target = forms.CharField(
        label=_("What is asked"),
        max_length=500,
        required=False,
        help_text=_(
            "An address for HTTP and Prometheus; name:port for TCP and TLS; a name for DNS and ping; else nothing."
        ),
    )
    every = forms.IntegerField(label=_("Every so many seconds"), initial=60)
    timeout = forms.IntegerField(
        label=_("Seconds to wait"), initial=10, help_text=_("Of a heartbeat: how much later is still in time.")
    )
    retries = forms.IntegerField(label=_("Further tries"), initial=1, help_text=_("They belong to one measurement."))
    failures = forms.IntegerField(label=_("Failures in a row that count"), initial=2)
    places = forms.TypedMultipleChoiceField(
        label=_("From where"), coerce=UUID, required=False, widget=forms.CheckboxSelectMultiple
    )
    needed = forms.IntegerField(label=_("At how many places it must fail"), initial=1)
    status = forms.RegexField(
        r"^\s*[1-5]\d\d\s*(-\s*[1-5]\d\d\s*)?$",
        label=_("Good status"),
        initial="200-399",
        help_text=_("Of HTTP: one number, or from - to."),
    )
    body = forms.CharField(label=_("Text that must be in the answer"), max_length=500, required=False)
    header = forms.CharField(label=_("Header that must be there"), max_length=80, required=False)
    header_text = forms.CharField(label=_("Text in that header"), max_length=500, required=False)
    certificate_days = forms.IntegerField(
        label=_("Warn so many days before the certificate ends"),
        initial=14,
        help_text=_("The component counts as down only once it has ended."),
    )
    record = forms.ChoiceField(label=_("DNS record"), choices=[(one, one) for one in RECORDS])
    answer = forms.CharField(label=_("Text that must be in the record"), max_length=500, required=False)

    query = forms.CharField(
        label=_("Query to Prometheus (PromQL)"),
        max_length=1000,
        required=False,
        help_text=_(
            'Such as up{job="web"}. Where the store does not answer or has no value, it is unknown, never an outage.'
        ),
    )
    bearer = forms.CharField(
        label=_("Token that the store asks for"),
        max_length=2000,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=_("Sent as Authorization: Bearer; kept encrypted and never shown. Left empty the present one stays."),
    )
    forget = forms.BooleanField(label=_("Forget the token"), required=False)
    least = forms.FloatField(label=_("Every value is at least"), initial=LEAST, required=False)

    def __init__(
        self, *args: Any, components: Sequence[Item], places: Sequence[Place], lang: str, held: Probe | None
    ) -> None:
        super().__init__(*args, initial=None if held is None else _as_filled_in(held))
        self.fields["component"].choices = [(one.id, one.say(lang)) for one in components]  # type: ignore[attr-defined]
        self.fields["kind"].choices = [(one, call_kind(one, lang)) for one in KINDS]  # type: ignore[attr-defined]
        self.fields["places"].choices = [(one.id, one.name) for one in places]  # type: ignore[attr-defined]
        if held is None or not held.sealed_bearer:
            del self.fields["forget"]
        if held is not None:
            self.fields["component"].disabled = self.fields["kind"].disabled = True
            self.fields["revision"] = forms.IntegerField(widget=forms.HiddenInput, initial=held.revision)

    def asked(self) -> Asked:
        """Raises BadCondition."""
        said = self.cleaned_data
        low, _dash, high = said["status"].partition("-")
        conditions = Conditions(
            status=(int(low), int(high or low)),
            body=said["body"],
            header=(said["header"], said["header_text"]),
            certificate_days=said["certificate_days"],
            record=said["record"],
            answer=said["answer"],
            query=said["query"],
            least=LEAST if said["least"] is None else said["least"],
        )
        names = ("component", "name", "kind", "target", "every", "timeout", "retries", "failures", "needed", "places")
        bearer = said["bearer"] or ("" if said.get("forget") else None)
        return Asked(conditions=conditions, bearer=bearer, **{name: said[name] for name in names})


def _as_filled_in(held: Probe) -> dict[str, Any]:
    asked = Conditions.read(held.conditions)
    names = ("name", "kind", "target", "every", "timeout", "retries", "failures", "needed", "places")
    return {
        **{name: getattr(held, name) for name in names},
        "component": held.component_id,
        "status": f"{asked.status[0]}-{asked.status[1]}",
        "header": asked.header[0],
        "header_text": asked.header[1],
        **{name: getattr(asked, name) for name in ("body", "certificate_days", "record", "answer", "query", "least")},
    }


class PlaceForm(forms.Form):
    """A place elsewhere from where is probed."""

    name = forms.CharField(label=_("Name"), max_length=60)
    run_by = forms.CharField(label=_("Run by"), max_length=60, required=False, help_text=_("Left empty: by ourselves."))
