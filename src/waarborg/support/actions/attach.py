"""Tying stored files to a message. Part of other actions, never one of its own."""

from collections.abc import Sequence

from waarborg.plumbing.files.models import StoredFile
from waarborg.support.models import Attachment, Message


def attach(message: Message, files: Sequence[StoredFile]) -> None:
    """The files were stored before the transaction of the action; what is never attached is swept up later."""
    Attachment.objects.bulk_create(
        Attachment(tenant_id=message.tenant_id, message=message, file_id=file.id, name=file.name, size=file.size)
        for file in files
    )
