"""What staff fill in about incidents. Whether it may be, the actions say."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from waarborg.availability.actions.incidents import LONGEST_TITLE, Said
from waarborg.availability.forms.messages import in_dutch, in_english
from waarborg.availability.models import Incident, IncidentTemplate
from waarborg.availability.rules.findings import CAUSES, CORRECTION, EXCLUSION, STATES, call_cause, call_state
from waarborg.availability.rules.incidents import (
    EFFECTS,
    INVESTIGATING,
    LOOKED_BACK,
    RESOLVED,
    RUNNING,
    call_effect,
    call_phase,
)
from waarborg.catalogue.models import Item
from waarborg.plumbing.web.moments import MomentField

_BEFORE = "effect-"


class _SaidForm(forms.Form):
    """A message: how far we are, the words, when we say more, and how badly each component is hit."""

    phase = forms.ChoiceField(label=_("How far are we?"))
    text_nl = in_dutch()
    text_en = in_english()

    def __init__(
        self,
        *args: Any,
        phases: Sequence[str],
        components: Sequence[Item],
        now: Mapping[UUID, str],
        lang: str,
        zone: str,
        **rest: Any,
    ) -> None:
        super().__init__(*args, **rest)
        self.fields["phase"].choices = [(one, call_phase(one, lang)) for one in phases]  # type: ignore[attr-defined]
        self.components = components
        if phases != (LOOKED_BACK,):
            self.fields["next_at"] = MomentField(
                zone=zone, label=_("We say more at the latest"), required=False, help_text=_("Customers read this too.")
            )
        for one in components:
            choices = [("", call_effect("", lang)), *((effect, call_effect(effect, lang)) for effect in EFFECTS)]
            self.fields[f"{_BEFORE}{one.id}"] = forms.ChoiceField(
                label=one.say(lang), choices=choices, required=False, initial=now.get(one.id, "")
            )

    def begin_with(self, ready: IncidentTemplate | None, *more: str) -> None:
        """The words of a text that was kept ready, and how far it says that we are."""
        if ready is None:
            return
        for name in ("text_nl", "text_en", *more):
            self.fields[name].initial = getattr(ready, name)
        if any(value == ready.phase for value, _label in self.fields["phase"].choices):  # type: ignore[attr-defined]
            self.fields["phase"].initial = ready.phase

    @property
    def component_fields(self) -> list[Any]:
        return [self[f"{_BEFORE}{one.id}"] for one in self.components]

    def said(self) -> Said:
        tidy = {name: self.cleaned_data[name].replace("\r\n", "\n").strip() for name in ("text_nl", "text_en")}
        return Said(self.cleaned_data["phase"], next_at=self.cleaned_data.get("next_at"), **tidy)

    def effects(self) -> dict[UUID, str]:
        chosen = {one.id: self.cleaned_data[f"{_BEFORE}{one.id}"] for one in self.components}
        return {identifier: effect for identifier, effect in chosen.items() if effect}


class OpenForm(_SaidForm):
    """A new incident."""

    title_nl = forms.CharField(
        label=_("Title in Dutch"), max_length=LONGEST_TITLE, help_text=_("Such as: Inloggen lukt soms niet")
    )
    title_en = forms.CharField(label=_("Title in English"), max_length=LONGEST_TITLE, required=False)
    field_order = ("title_nl", "title_en", "phase", "text_nl", "text_en")

    def __init__(self, *args: Any, zone: str, ready: IncidentTemplate | None = None, **rest: Any) -> None:
        hit = {UUID(one): ready.effect for one in ready.components} if ready else {}
        super().__init__(*args, phases=RUNNING, now=hit, zone=zone, **rest)
        self.fields["phase"].initial = INVESTIGATING
        self.begin_with(ready, "title_nl", "title_en")
        self.fields["begins_at"] = MomentField(
            zone=zone, label=_("Since when"), required=False, help_text=_("Left empty: now.")
        )


class UpdateForm(_SaidForm):
    """What is said next of one; `revision` is what its writer had read."""

    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        held: Incident,
        zone: str,
        components: Sequence[Item],
        ready: IncidentTemplate | None = None,
        **rest: Any,
    ) -> None:
        now = {one.component_id: one.effect for one in held.outages.all() if one.ends_at is None}
        phases = (*RUNNING, RESOLVED) if held.runs else (LOOKED_BACK,)
        shown = components if held.runs else ()
        super().__init__(*args, phases=phases, now=now, zone=zone, components=shown, **rest)
        self.fields["phase"].initial = held.phase if held.runs else LOOKED_BACK
        self.fields["revision"].initial = held.revision
        if held.runs:
            self.begin_with(ready)
        if held.runs:
            self.fields["ends_at"] = MomentField(
                zone=zone,
                label=_("Resolved since"),
                required=False,
                help_text=_("Only where it is resolved. Left empty: now."),
            )


class CorrectForm(forms.Form):
    """When an outage began and ended, and why that is changed."""

    reason = forms.CharField(
        label=_("Why"), max_length=500, help_text=_("It stands in the journal, with what stood there before.")
    )

    def __init__(self, *args: Any, zone: str, ended: bool, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["begins_at"] = MomentField(zone=zone, label=_("Began"))
        if ended:
            self.fields["ends_at"] = MomentField(zone=zone, label=_("Ended"))
        self.order_fields(["begins_at", "ends_at", "reason"])


class FindingForm(forms.Form):
    """What was found out about a stretch of time: how it really was, or why it does not count."""

    reason = forms.CharField(label=_("Why"), max_length=500)
    evidence = forms.CharField(
        label=_("Evidence"),
        max_length=300,
        required=False,
        help_text=_("Only to leave downtime out, such as the number of a report. Customers read this."),
    )

    def __init__(self, *args: Any, zone: str, lang: str, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["begins_at"] = MomentField(zone=zone, label=_("From"))
        self.fields["ends_at"] = MomentField(zone=zone, label=_("Until"))
        states = [(f"{CORRECTION}:{one}", call_state(one, lang)) for one in STATES]
        causes = [(f"{EXCLUSION}:{one}", call_cause(one, lang)) for one in CAUSES]
        choices = [(_("It was really"), states), (_("It does not count because of"), causes)]
        self.fields["what"] = forms.ChoiceField(label=_("What was found"), choices=choices)
        self.order_fields(["begins_at", "ends_at", "what", "evidence", "reason"])

    @property
    def chosen(self) -> tuple[str, str]:
        """The kind of finding and its word."""
        kind, _colon, word = self.cleaned_data["what"].partition(":")
        return kind, word
