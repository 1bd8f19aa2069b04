"""What an organisation's own directory calls its people (SCIM 2.0): a model, beside models.py."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Lower

from waarborg.plumbing.data_catalogue import declare
from waarborg.plumbing.tenancy.models import TenantModel


class DirectoryName(TenantModel):
    """Of one person: the directory's `userName`, where it is not the e-mail address, and its `externalId`."""

    person_id = models.UUIDField()
    user_name = models.CharField(max_length=254)
    external_id = models.CharField(max_length=254, blank=True)

    class Meta(TenantModel.Meta):
        db_table = "access_directory_name"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["tenant_id", "person_id"], name="access_directory_person"),
            models.UniqueConstraint("tenant_id", Lower("user_name"), name="access_directory_user_name"),
        ]


declare(
    DirectoryName,
    row_class="service",
    personal="contact",
    retention="as long as the person",
    exports=("id", "person_id", "user_name", "external_id"),
    erasure="delete",
)
