"""A field for an instant, as people type it: a day and a time in one zone."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _


class LocalMoment(forms.DateTimeInput):
    """The browser's own field for a day and a time, to the minute, read and shown in one zone."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class MomentField(forms.CharField):
    """An instant in the zone in which staff read and write; None where it is left empty.

    Refuses what is no time, and a time that the clock skipped; of an hour that comes twice the first is meant.
    """

    widget = LocalMoment

    def __init__(self, *, zone: str, **rest: Any) -> None:
        self.zone = ZoneInfo(zone)
        super().__init__(**rest)

    def prepare_value(self, value: Any) -> Any:
        return value.astimezone(self.zone).strftime("%Y-%m-%dT%H:%M") if isinstance(value, datetime) else value

    def clean(self, value: Any) -> datetime | None:
        text = super().clean(value).strip()
        if not text:
            return None
        try:
            typed = datetime.fromisoformat(text)
        except ValueError as error:
            raise forms.ValidationError(_("Fill in a day and a time, such as 2026-10-30 16:30.")) from error
        local = typed if typed.tzinfo else typed.replace(tzinfo=self.zone)
        # In the hour that the clock skips, the second reading has the greater offset (PEP 495).
        if (local.utcoffset() or timedelta()) < (local.replace(fold=1).utcoffset() or timedelta()):
            raise forms.ValidationError(_("This time does not exist: the clock goes forward then."))
        return local
