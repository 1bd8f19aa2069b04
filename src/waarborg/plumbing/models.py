"""The plumbing's tables, gathered for Django; each lives beside the code that uses it."""

from waarborg.plumbing.access_log.models import AccessRead
from waarborg.plumbing.data_catalogue import declare
from waarborg.plumbing.erasure.models import ErasureEntry
from waarborg.plumbing.export.models import ExportArchive
from waarborg.plumbing.files.models import SealedFile, StoredFile
from waarborg.plumbing.journal.models import JournalData, JournalEntry, JournalHead
from waarborg.plumbing.mail_in.models import Mailbox, MailIn
from waarborg.plumbing.outbox.models import OutboxMail
from waarborg.plumbing.rest.models import KeptAnswer
from waarborg.plumbing.tenancy.content_grant import ContentGrant
from waarborg.plumbing.tenancy.models import Tenant, TenantModel
from waarborg.plumbing.webhooks.models import Attempt, Endpoint, Message, Position

__all__ = [
    "AccessRead",
    "Attempt",
    "ContentGrant",
    "Endpoint",
    "ErasureEntry",
    "ExportArchive",
    "JournalData",
    "JournalEntry",
    "JournalHead",
    "KeptAnswer",
    "MailIn",
    "Mailbox",
    "Message",
    "OutboxMail",
    "Position",
    "StoredFile",
    "Tenant",
    "TenantModel",
]

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
    exports=(
        "purpose",
        "granted_by",
        "person",
        "tables",
        "about_kind",
        "about_id",
        "starts_at",
        "ends_at",
        "revoked_at",
        "revoked_by",
    ),
)
# Without its text: that may hold a link by which its reader, and nobody else, signs in or sets a password.
declare(
    OutboxMail,
    row_class="service",
    personal="contact",
    retention="ninety days after it was sent",
    exports=("id", "to_name", "to_address", "language", "subject", "written", "state", "sent"),
    erasure="delete",
)
declare(
    MailIn,
    row_class="provider",
    personal="content",
    retention="two years after it came in; what somebody still has to look at until then",
    erasure="delete",
)
declare(Mailbox, row_class="provider", retention="as long as the installation")
declare(
    StoredFile,
    row_class="service",
    personal="content",
    retention="as long as what it is attached to",
    exports=("id", "name", "media_type", "size", "sha256", "purpose", "stored", "stored_by", "keep_until"),
    erasure="delete",
    hold_until="keep_until",
)
declare(
    SealedFile,
    row_class="content",
    retention="as long as the file it is of",
    exports=("id", "file_id", "sha256"),
    erasure="delete",
)
declare(
    AccessRead,
    row_class="service",
    personal="account",
    retention="four hundred days, then its day is dropped",
    exports=("at", "person_name", "what_kind", "what_id", "why"),
)
declare(
    ExportArchive,
    row_class="content",
    personal="content",
    retention="thirty days",
    exports=("name", "size", "sha256", "rows", "made", "made_by", "ends"),
    erasure="delete",
)
declare(
    ErasureEntry,
    row_class="service",
    retention="as long as any back-up that still holds what was erased",
    exports=("at", "reason", "removed", "kept"),
)
