"""The help button in the vendor's own application: where it may stand, and with which key its users are named."""

from typing import ClassVar

from django.db import models

from waarborg.plumbing.data_catalogue import declare
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.tenancy.models import TenantModel


class Widget(TenantModel):
    """A help button. `origins` are where it may stand; `sealed_key` is what the vendor's server signs tokens with. With
    `issuer` and `client` an ID token of that OpenID provider names its users too."""

    name = models.CharField(max_length=60)
    origins = models.JSONField(default=list)
    sealed_key = models.TextField()
    issuer = models.CharField(max_length=300, blank=True, default="", db_default="")
    client = models.CharField(max_length=200, blank=True, default="", db_default="")
    active = models.BooleanField(default=True)
    made_at = models.DateTimeField()

    class Meta(TenantModel.Meta):
        db_table = "support_widget"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["tenant_id", "name"], name="support_widget_name"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def ref(self) -> Ref:
        return Ref("support.widget", self.id)


class WidgetNonce(TenantModel):
    """A token that was used, until it would no longer work anyway; or who left, for as long as passes of then hold."""

    widget_id = models.UUIDField()
    nonce = models.CharField(max_length=64)
    ends_at = models.DateTimeField()

    class Meta(TenantModel.Meta):
        db_table = "support_widget_nonce"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["widget_id", "nonce"], name="support_widget_nonce_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["ends_at"], name="support_widget_nonce_ends")]


declare(Widget, row_class="provider", retention="until it is taken away; its key is sealed and never exported")
declare(WidgetNonce, row_class="provider", retention="until the token or the pass ends, half an hour at most")
