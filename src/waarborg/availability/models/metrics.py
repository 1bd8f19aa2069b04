"""Response times as they came in: by which rules they are read, what was counted of each part and customer in each
minute and hour, and how far each exporter got.

Nothing of a single request is kept, and no attribute of one: only which part it was about, and for which customer.
"""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from waarborg.catalogue.models import Item
from waarborg.plumbing.data_catalogue import declare
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.tenancy.models import TenantManager, TenantModel


class Mapping(TenantModel):
    """A file of rules as it was applied (`rules/mapping.py`); the newest holds. Older ones stay: by them a month was
    counted."""

    sha256 = models.CharField(max_length=64)
    source = models.TextField()
    applied_at = models.DateTimeField()

    class Meta(TenantModel.Meta):
        db_table = "availability_mapping"
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["-applied_at"], name="availability_mapping_new")]

    @property
    def ref(self) -> Ref:
        return Ref("availability.mapping", self.id)


class Edges(TenantModel):
    """The lengths (ns, growing) above which requests are counted: fixed ones for pictures, and every threshold that an
    agreement in force named when it began."""

    number = models.SmallIntegerField(unique=True)
    lengths = ArrayField(models.BigIntegerField(), default=list)

    class Meta(TenantModel.Meta):
        db_table = "availability_edges"


class Exporter(TenantModel):
    """How far one exporter (a resource and its scope) got: `state` tells its repeats (`rules/otlp/progress.py`).

    `revision` grows with every message, so that a process sees whether what it remembers still stands.
    """

    digest = models.BinaryField(max_length=32, unique=True)
    state = models.TextField()
    revision = models.BigIntegerField(default=0)
    seen_at = models.DateTimeField()

    class Meta(TenantModel.Meta):
        db_table = "availability_exporter"
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["seen_at"], name="availability_exporter_seen")]


class Measured(models.Model):
    """What is counted together: one part of the service, for one customer, or (of the provider) for nobody known.

    `client`: told by browsers of visitors, which anybody can do in their place: shown apart, and deciding no promise.
    """

    # Given out by the database (the migration says so): short, because each tally carries it.
    id = models.IntegerField(primary_key=True)
    tenant_id = models.UUIDField(editable=False)
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    client = models.BooleanField(default=False)

    objects = TenantManager()

    class Meta:
        db_table = "availability_measured"
        base_manager_name = "objects"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["item", "tenant_id", "client"], name="availability_measured_once"),
        ]


class Tally(models.Model):
    """Of the requests that ended in a span that begins at `at` (minutes since the epoch): how many, how long together
    at least and at most (ns; `endless` of them nobody can say), and for each edge how many were certainly longer
    (`above`), and how many perhaps (`perhaps`; empty where that is the same). Trailing zeros are left away.
    """

    pk = models.CompositePrimaryKey("measured_id", "at", "edges")
    measured = models.ForeignKey(
        Measured, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    at = models.IntegerField()
    edges = models.SmallIntegerField()
    tenant_id = models.UUIDField(editable=False)
    count = models.BigIntegerField()
    least_ns = models.BigIntegerField()
    most_ns = models.BigIntegerField()
    endless = models.BigIntegerField(default=0)

    objects = TenantManager()

    class Meta:
        abstract = True
        base_manager_name = "objects"


class MinuteTally(Tally):
    above = ArrayField(models.IntegerField(), default=list)
    perhaps = ArrayField(models.IntegerField(), default=list)

    class Meta(Tally.Meta):
        db_table = "availability_tally_minute"


class HourTally(Tally):
    """The same by hour, written in the same transaction: what month figures and pictures are read from."""

    above = ArrayField(models.BigIntegerField(), default=list)
    perhaps = ArrayField(models.BigIntegerField(), default=list)

    class Meta(Tally.Meta):
        db_table = "availability_tally_hour"


_KEPT = "thirteen months; what was stated of a month stays in the journal"
declare(Mapping, row_class="provider", retention="always: by these rules months were counted")
declare(Edges, row_class="provider", retention="always")
declare(Exporter, row_class="provider", retention="forty days after its last message")
declare(Measured, row_class="service", retention="always")
declare(
    MinuteTally,
    row_class="service",
    retention="a hundred days, under a seal; the edges of months thirteen months",
)
declare(HourTally, row_class="service", retention=_KEPT)
