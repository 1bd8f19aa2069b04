"""The tenant, and the base of every row that belongs to one."""

from typing import Any, ClassVar

from django.db import models

from waarborg.plumbing.identifiers import uuid7
from waarborg.plumbing.tenancy.scope import Role, current


class TenantManager(models.Manager[Any]):
    """Raises without a scope; a customer's scope is filtered here too, so that indexes by tenant are used."""

    def get_queryset(self) -> models.QuerySet[Any]:
        scope = current()
        rows = super().get_queryset()
        return rows.filter(tenant_id=scope.tenant) if scope.role is Role.CUSTOMER else rows


class PublishedManager(models.Manager[Any]):
    """Provider's rows with an audience: the database decides who sees which, so only the scope is demanded here."""

    def get_queryset(self) -> models.QuerySet[Any]:
        current()
        return super().get_queryset()


class Tenant(models.Model):
    """One organisation as far as separation goes: the provider, or one customer. Its name is the business of others."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    is_provider = models.BooleanField(default=False)
    created = models.DateTimeField()

    objects = PublishedManager()

    class Meta:
        app_label = "plumbing"
        db_table = "plumbing_tenant"
        base_manager_name = "objects"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["is_provider"], condition=models.Q(is_provider=True), name="plumbing_one_provider"
            ),
        ]


class TenantModel(models.Model):
    """A row of one tenant. Keys between two such rows are composite (`row_security.protect(tenant_keys=...)`)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    tenant_id = models.UUIDField(editable=False)

    objects = TenantManager()

    class Meta:
        abstract = True
        base_manager_name = "objects"
