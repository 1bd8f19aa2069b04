"""Handing a file out: always as a download, never as a page of ours."""

from uuid import UUID

from django.http import FileResponse, HttpRequest
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from waarborg.plumbing import access_log, clock
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.files.guards import may_read
from waarborg.plumbing.files.models import StoredFile
from waarborg.plumbing.files.store import open_file
from waarborg.plumbing.permissions import NotFound


@never_cache
@require_safe
def download(request: HttpRequest, file: UUID) -> FileResponse:
    """A file that the reader may see; 404 for every other. What staff take from a customer is in the access log."""
    by: Actor | None = getattr(request, "actor", None)
    if by is None:
        raise NotFound()
    try:
        found = StoredFile.objects.get(id=file)
        if not may_read(by, found):
            raise NotFound()
        content = open_file(found)
    except (StoredFile.DoesNotExist, FileNotFoundError):
        raise NotFound() from None
    access_log.read(by=by, tenant=found.tenant_id, what=found.ref, why=found.name, at=clock.now())
    return attachment(content, found.name, found.media_type, found.size)


def attachment(content: object, name: str, media_type: str, size: int) -> FileResponse:
    """A download that a browser neither shows, guesses about, nor lets act in our name."""
    response = FileResponse(content, as_attachment=True, filename=name, content_type=media_type)
    response.headers["Content-Length"] = str(size)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
