"""Questions of who may not ask us, to a colleague of his own organisation who may (CL-91)."""

from typing import ClassVar

from django.db import models

from waarborg.plumbing.data_catalogue import declare
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.tenancy.models import TenantModel
from waarborg.support.models.tickets import KEPT, Ticket


class ColleagueQuestion(TenantModel):
    """`state` is open, answered (with `answer`) or passed-on (with `ticket`)."""

    person_id = models.UUIDField()
    person_name = models.CharField(max_length=200)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=10, default="open")
    answer = models.TextField(blank=True)
    handled_at = models.DateTimeField(null=True)
    handled_by = models.CharField(max_length=200, blank=True)
    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, db_constraint=False, null=True, related_name="+")
    once = models.UUIDField(null=True)

    class Meta(TenantModel.Meta):
        db_table = "support_colleague_question"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["tenant_id", "once"], name="support_colleague_question_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["tenant_id", "-asked_at"], name="support_colleague_recent"),
        ]

    @property
    def ref(self) -> Ref:
        return Ref("support.colleague-question", self.id)


declare(
    ColleagueQuestion,
    row_class="service",
    personal="contact",
    retention=KEPT,
    exports=("id", "person_name", "subject", "text", "asked_at", "state", "answer", "handled_at", "handled_by"),
    erasure="anonymise",
    anonymise=(("person_name", "-"), ("subject", "-"), ("text", ""), ("answer", ""), ("handled_by", "-")),
)
