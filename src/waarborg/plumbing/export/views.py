"""Handing an export out: to the customer, and to staff for as long as the customer's grant is live."""

from uuid import UUID

from django.http import FileResponse, HttpRequest
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from waarborg.plumbing import access_log, clock
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.export.make import REQUEST
from waarborg.plumbing.export.models import ExportArchive
from waarborg.plumbing.files.stores import key_of, store_in_use
from waarborg.plumbing.files.views import attachment
from waarborg.plumbing.permissions import NotFound, require


@never_cache
@require_safe
def download(request: HttpRequest, export: UUID) -> FileResponse:
    """404 for whoever may not see it: another customer, and staff without a live grant (the database decides)."""
    by: Actor | None = getattr(request, "actor", None)
    if by is None:
        raise NotFound()
    try:
        found = ExportArchive.objects.get(id=export)
        require(by, REQUEST, tenant=found.tenant_id)
        content = store_in_use().open(key_of(found.tenant_id, found.sha256))
    except (ExportArchive.DoesNotExist, FileNotFoundError):
        raise NotFound() from None
    access_log.read(by=by, tenant=found.tenant_id, what=found.ref, why=found.name, at=clock.now())
    return attachment(content, found.name, "application/zip", found.size)
