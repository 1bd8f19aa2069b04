"""Pictures of articles, for whoever may read the article: the database says who that is."""

from uuid import UUID

from django.http import FileResponse, HttpRequest
from django.views.decorators.http import require_safe

from waarborg.plumbing.files.stores import key_of, store_in_use
from waarborg.plumbing.files.views import attachment
from waarborg.plumbing.permissions import NotFound
from waarborg.support.queries.articles import picture as found_picture


@require_safe
def picture(request: HttpRequest, picture: UUID) -> FileResponse:
    """As every file of ours: opened by itself it is a download, never a page. It never changes under its address."""
    found = found_picture(picture)
    try:
        content = store_in_use().open(key_of(found.tenant_id, found.sha256))
    except FileNotFoundError:
        raise NotFound() from None
    response = attachment(content, found.name, found.media_type, found.size)
    response.headers["Cache-Control"] = "private, max-age=3600"
    return response
