"""The plumbing's tables, gathered for Django; each lives beside the code that uses it."""

from waarborg.plumbing.data_catalogue import declare
from waarborg.plumbing.journal.models import JournalData, JournalEntry, JournalHead
from waarborg.plumbing.tenancy.content_grant import ContentGrant
from waarborg.plumbing.tenancy.models import Tenant, TenantModel

__all__ = ["ContentGrant", "JournalData", "JournalEntry", "JournalHead", "Tenant", "TenantModel"]

for _model, _exports in (
    (JournalEntry, ("sequence", "at", "recorded", "kind", "subject_kind", "subject_id", "properties", "actor_kind")),
    (JournalHead, ("sequence",)),
):
    declare(_model, row_class="service", retention="as long as the customer, then seven years", exports=_exports)
declare(
    JournalData,
    row_class="service",
    personal="contact",
    retention="until erasure",
    exports=("sequence", "data"),
    erasure="delete",
)
declare(Tenant, row_class="service", retention="as long as the journal", exports=("id", "created"), tenant_key="id")
declare(
    ContentGrant,
    row_class="service",
    personal="contact",
    retention="seven years",
    exports=("purpose", "granted_by", "starts_at", "ends_at", "revoked_at"),
)
