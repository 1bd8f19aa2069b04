"""Messages of incidents that are kept ready for the night in which nobody has time to find words."""

from typing import ClassVar

from django.db import models

from waarborg.availability.rules import incidents
from waarborg.plumbing.data_catalogue import declare
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.tenancy.models import TenantModel


class IncidentTemplate(TenantModel):
    """A title and a text with places to fill (rules/incident_texts), how far one is when it is sent, and which
    `components` (identifiers as text; none for any) are hit how badly. `revision` guards against two who write."""

    name = models.CharField(max_length=100)
    title_nl = models.CharField(max_length=150)
    title_en = models.CharField(max_length=150, blank=True)
    phase = models.CharField(max_length=15, choices=[(one, one) for one in incidents.TOLD])
    text_nl = models.TextField()
    text_en = models.TextField(blank=True)
    effect = models.CharField(max_length=10, choices=[(one, one) for one in incidents.EFFECTS])
    components = models.JSONField(default=list)
    revision = models.IntegerField(default=0)

    class Meta(TenantModel.Meta):
        db_table = "availability_incident_template"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["tenant_id", "name"], name="availability_incident_template_name"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def ref(self) -> Ref:
        return Ref("availability.incident-template", self.id)


declare(IncidentTemplate, row_class="provider", retention="until somebody removes it")
