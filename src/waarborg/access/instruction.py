"""What the owner of a customer orders of us: a change of somebody's rights, or the transfer of the account."""

from datetime import datetime
from typing import Any, ClassVar

from django.db import models

from waarborg.customers.models import Person
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.data_catalogue import declare
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.tenancy.models import TenantModel


class Instruction(TenantModel):
    """What the owner of a customer ordered, as customers/rules/instructions.py names it: a change of somebody's rights,
    or the transfer of the account to somebody (`about`).

    `roles` are what it asks for, None where the order does not say. `had` is what there was when it was carried out.
    """

    STATES = tuple((one, one) for one in ("incomplete", "waiting", "done", "declined", "withdrawn"))

    what = models.CharField(max_length=12)
    form = models.CharField(max_length=12)
    wording = models.TextField(blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.UUIDField()
    asked_name = models.CharField(max_length=200)
    taken_by = models.CharField(max_length=200, blank=True)
    about = models.UUIDField(null=True)
    roles = models.JSONField(null=True)
    had = models.JSONField(null=True)
    until = models.DateField(null=True)
    state = models.CharField(max_length=10, choices=STATES)
    ended_at = models.DateTimeField(null=True)

    class Meta(TenantModel.Meta):
        db_table = "access_instruction"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["tenant_id", "-asked_at"], name="access_instruction_newest")
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["tenant_id"],
                condition=models.Q(what="transfer", state="waiting"),
                name="access_instruction_one_transfer",
            ),
        ]

    @classmethod
    def of(cls, owner: Person, what: str, *, form: str, by: Actor, at: datetime, **more: Any) -> "Instruction":
        """What `owner` orders now, not saved yet; taken down by `by` where that is one of our staff."""
        return cls(
            tenant_id=owner.tenant_id,
            what=what,
            form=form,
            asked_at=at,
            asked_by=owner.id,
            asked_name=owner.name,
            taken_by=by.name if by.is_staff else "",
            **more,
        )

    @property
    def ref(self) -> Ref:
        return Ref("access.account" if self.what == "transfer" else "access.right", self.id)


declare(
    Instruction,
    row_class="service",
    personal="contact",
    retention="seven years",
    exports=(
        "id", "what", "form", "wording", "asked_at", "asked_name", "about", "roles", "had", "until", "state",
        "ended_at",
    ),
    erasure="anonymise",
    anonymise=(("wording", ""), ("asked_name", "-"), ("taken_by", "-")),
)  # fmt: skip
