"""Figures over indicators: what was reckoned, and what was stated to whom."""

from django.db import models

from waarborg.plumbing.data_catalogue import declare
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.tenancy.models import TenantModel
from waarborg.promises.rules import figures


class Figure(TenantModel):
    """A figure over an indicator (`promises.rules.figures`): as it was reckoned, of the provider for the whole service
    and of a customer for its own; and, where `told`, as it was written into that customer's journal.

    What is over has one row for good, and one more for each version in which it was stated again; how things stand now
    has one a month, with the newest.
    """

    told = models.BooleanField()
    indicator = models.CharField(max_length=120)
    over = models.CharField(max_length=10)
    per = models.CharField(max_length=10)
    zone = models.CharField(max_length=60)
    first = models.CharField(max_length=7)
    last = models.CharField(max_length=7)
    numerator = models.BigIntegerField()
    denominator = models.BigIntegerField()
    parts = models.JSONField(default=dict)
    about = models.CharField(max_length=200, default="", db_default="")
    rows = models.JSONField(default=list, db_default=[])
    version = models.IntegerField(default=1, db_default=1)
    replaces = models.CharField(max_length=64, default="", db_default="")
    because = models.CharField(max_length=30, default="", db_default="")
    at = models.DateTimeField()

    class Meta(TenantModel.Meta):
        db_table = "promises_figure"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant_id", "told", "indicator", "about", "over", "per", "zone", "last", "version"],
                name="promises_figure_once",
            ),
        ]
        indexes = [models.Index(fields=["indicator", "last"], name="promises_figure_of")]

    @property
    def ref(self) -> Ref:
        return Ref(figures.SUBJECT, self.id)

    @property
    def asked(self) -> figures.Asked:
        return figures.Asked(self.indicator, self.over, self.per, self.zone, self.about)

    @property
    def stated(self) -> figures.Stated:
        numbers = (self.numerator, self.denominator, tuple(sorted(self.parts.items())), self.about)
        again = (tuple(self.rows), self.version, self.replaces, self.because)
        return figures.Stated(self.indicator, self.over, self.per, self.zone, self.first, self.last, *numbers, *again)


declare(
    Figure,
    row_class="service",
    retention="as long as the journal it is derived from",
    exports=(
        *("indicator", "over", "per", "zone", "first", "last", "numerator", "denominator", "parts", "about", "at"),
        *("rows", "version", "because"),
    ),
)
