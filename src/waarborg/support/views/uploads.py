"""Storing what was uploaded with a form, before the action's transaction takes anything else."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from waarborg.kernel.errors import Refusal
from waarborg.plumbing import files
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.files.models import StoredFile


def store_all(
    form: forms.Form,
    uploads: Sequence[UploadedFile],
    *,
    tenant: UUID,
    by: Actor,
    at: datetime,
    lang: str,
    sealed: bool = False,
) -> list[StoredFile] | None:
    """The stored files, or None when one was refused: the form then says which and why, and keeps the other input.

    Of several, all are kept or none.
    """
    stored = []
    with transaction.atomic():
        for upload in uploads:
            try:
                kept = files.store(
                    upload, name=upload.name or "", tenant=tenant, by=by, at=at, purpose="support", sealed=sealed
                )
            except Refusal as refusal:
                way_out = refusal.way_out(lang)
                form.add_error("files", refusal.say(lang) + (f" {way_out}" if way_out else ""))
            else:
                stored.append(kept)
        transaction.set_rollback(bool(form.errors))
    return None if form.errors else stored
