"""Alarms to staff: by which policy, about which incidents, who was called when, and who took it up."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from waarborg.availability.models.incidents import Incident
from waarborg.availability.models.rosters import Roster
from waarborg.availability.rules import incidents
from waarborg.availability.rules.escalation import Policy, Step
from waarborg.plumbing.data_catalogue import declare
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.tenancy.models import TenantModel


class AlarmPolicy(TenantModel):
    """Whom an alarm reaches, and after how many minutes whom next: `steps` holds [minutes, whom].

    It is for incidents at least as bad as `least_effect` on one of `components` (identifiers as text; none for all).
    The lowest `place` that fits is taken. What comes back within `bundle` minutes belongs to the same alarm.
    """

    name = models.CharField(max_length=100)
    place = models.SmallIntegerField(default=0)
    roster = models.ForeignKey(
        Roster, null=True, on_delete=models.PROTECT, db_constraint=False, related_name="policies"
    )
    steps = models.JSONField(default=list)
    repeats = models.SmallIntegerField(default=0)
    again = models.SmallIntegerField(default=15)
    bundle = models.SmallIntegerField(default=15)
    least_effect = models.CharField(max_length=10, choices=[(one, one) for one in incidents.EFFECTS])
    components = models.JSONField(default=list)
    revision = models.IntegerField(default=0)

    class Meta(TenantModel.Meta):
        db_table = "availability_alarm_policy"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["tenant_id", "name"], name="availability_alarm_policy_name"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def ref(self) -> Ref:
        return Ref("availability.alarm-policy", self.id)

    def rule(self) -> Policy:
        return Policy(tuple(Step(minutes, whom) for minutes, whom in self.steps), self.repeats, self.again)

    def fits(self, effects: dict[str, str]) -> bool:
        """Whether an incident with these effects (by component's identifier) is for this policy."""
        least = incidents.EFFECTS.index(self.least_effect)
        return any(
            incidents.EFFECTS.index(effect) >= least and (not self.components or component in self.components)
            for component, effect in effects.items()
        )


class Alarm(TenantModel):
    """One alarm: `began_at` is when the first outage began (the first failed probe), `raised_at` when it went out.

    `calls` counts the steps that were taken, `next_at` is when the next one is; none once it is acknowledged, over, or
    at the end of its policy. A `trial` stands in no customer's journal.
    """

    policy = models.ForeignKey(AlarmPolicy, on_delete=models.PROTECT, db_constraint=False, related_name="alarms")
    title_nl = models.CharField(max_length=150)
    title_en = models.CharField(max_length=150, blank=True)
    effect = models.CharField(max_length=10, choices=[(one, one) for one in incidents.EFFECTS])
    components = models.JSONField(default=list)
    began_at = models.DateTimeField()
    raised_at = models.DateTimeField()
    calls = models.SmallIntegerField(default=0)
    next_at = models.DateTimeField(null=True)
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.UUIDField(null=True)
    acknowledged_how = models.CharField(max_length=10, blank=True)
    ended_at = models.DateTimeField(null=True)
    trial = models.BooleanField(default=False)

    class Meta(TenantModel.Meta):
        db_table = "availability_alarm"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["next_at"], condition=Q(next_at__isnull=False), name="availability_alarm_next"),
            models.Index(fields=["-raised_at", "-id"], name="availability_alarm_raised"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(next_at__isnull=True) | Q(acknowledged_at__isnull=True, ended_at__isnull=True),
                name="availability_alarm_calls_until_taken",
            ),
        ]

    def __str__(self) -> str:
        return self.title_nl

    @property
    def ref(self) -> Ref:
        return Ref("availability.alarm", self.id)

    @property
    def waits(self) -> bool:
        """Nobody took it up, and it is not over."""
        return self.acknowledged_at is None and self.ended_at is None

    def title(self, lang: str) -> str:
        return self.title_en if lang == "en" and self.title_en else self.title_nl


class AlarmIncident(TenantModel):
    """An incident that an alarm is about: more than one where it came back soon."""

    alarm = models.ForeignKey(Alarm, on_delete=models.PROTECT, db_constraint=False, related_name="about")
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, db_constraint=False, related_name="alarms")
    at = models.DateTimeField()

    class Meta(TenantModel.Meta):
        db_table = "availability_alarm_incident"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["incident"], name="availability_alarm_incident_once"),
        ]


class AlarmCall(TenantModel):
    """Somebody was called: by mail, and by every webhook that hears of alarms. `number` is the step over all rounds;
    `whom` why it was this colleague."""

    alarm = models.ForeignKey(Alarm, on_delete=models.PROTECT, db_constraint=False, related_name="called")
    number = models.SmallIntegerField()
    person_id = models.UUIDField()
    whom = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta(TenantModel.Meta):
        db_table = "availability_alarm_call"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["alarm", "number", "person_id"], name="availability_alarm_call_once"),
        ]


_KEPT = "always: what was promised in a month can be read as long as its reports"
declare(AlarmPolicy, row_class="provider", retention="always: alarms lead to it")
declare(Alarm, row_class="provider", personal="account", retention=_KEPT)
declare(AlarmIncident, row_class="provider", retention=_KEPT)
declare(AlarmCall, row_class="provider", personal="account", retention=_KEPT)
