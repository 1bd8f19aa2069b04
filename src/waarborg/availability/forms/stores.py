"""What staff fill in about a store of metrics. Whether it may be, the actions say."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from waarborg.availability.actions.keep_store import STEPS, StoreSaid
from waarborg.availability.models import Store
from waarborg.availability.rules.otlp.points import UNITS


class StoreForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=60)
    target = forms.CharField(
        label=_("Address of the store"),
        max_length=500,
        help_text=_("Such as https://prometheus.example.nl; /api/v1/query_range is added."),
    )
    bearer = forms.CharField(
        label=_("Token that the store asks for"),
        max_length=2000,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=_("Sent as Authorization: Bearer; kept encrypted and never shown. Left empty the present one stays."),
    )
    forget = forms.BooleanField(label=_("Forget the token"), required=False)
    histogram = forms.CharField(
        label=_("Histogram"),
        max_length=200,
        help_text=_(
            "Its name without _bucket, such as http_server_request_duration_seconds. A native one is read too."
        ),
    )
    matchers = forms.CharField(
        label=_("Which series"),
        max_length=1000,
        required=False,
        help_text=_('Labels as in PromQL, such as job="web", http_route=~"/clients.*". Left empty: all of them.'),
    )
    unit = forms.ChoiceField(label=_("Unit of its bounds"), choices=[(one, one) for one in UNITS], initial="s")
    step = forms.TypedChoiceField(
        label=_("Every so many seconds"),
        coerce=int,
        choices=[(one, str(one)) for one in STEPS],
        initial=15,
        help_text=_("As often as the store itself looks (scrape_interval)."),
    )
    back = forms.IntegerField(
        label=_("Days of the past to begin with"),
        initial=0,
        required=False,
        help_text=_("Leave it at 0 where these times already came in by OpenTelemetry, or they count twice."),
    )
    enabled = forms.BooleanField(label=_("Read this store"), required=False, initial=True)

    def __init__(self, *args: Any, held: Store | None) -> None:
        names = ("name", "target", "histogram", "matchers", "unit", "step", "enabled")
        super().__init__(*args, initial=None if held is None else {name: getattr(held, name) for name in names})
        if held is None or not held.sealed_bearer:
            del self.fields["forget"]
        if held is not None:
            del self.fields["back"]
            self.fields["revision"] = forms.IntegerField(widget=forms.HiddenInput, initial=held.revision)

    def said(self) -> StoreSaid:
        found = self.cleaned_data
        bearer = found["bearer"] or ("" if found.get("forget") else None)
        names = ("name", "target", "histogram", "matchers", "unit", "step", "enabled")
        return StoreSaid(bearer=bearer, back=found.get("back") or 0, **{name: found[name] for name in names})
