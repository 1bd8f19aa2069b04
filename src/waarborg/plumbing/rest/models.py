"""Answers that were given, so that a request that is sent again gets the first one and does nothing twice."""

from django.db import models

from waarborg.plumbing.data_catalogue import declare
from waarborg.plumbing.tenancy.models import TenantModel


class KeptAnswer(TenantModel):
    """`request_hash` is of method, path and body: another request under the same key is refused. `body` is sealed."""

    token = models.UUIDField()
    key = models.CharField(max_length=255)
    request_hash = models.CharField(max_length=64)
    at = models.DateTimeField(db_index=True)
    status = models.IntegerField(default=0)
    headers = models.JSONField(default=dict)
    body = models.BinaryField(default=b"")

    class Meta(TenantModel.Meta):
        app_label = "plumbing"
        db_table = "api_kept_answer"
        constraints = [models.UniqueConstraint(fields=["tenant_id", "token", "key"], name="api_kept_answer_once")]


declare(KeptAnswer, row_class="service", personal="contact", retention="a day", erasure="delete")
