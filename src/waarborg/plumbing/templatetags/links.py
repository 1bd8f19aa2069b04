"""`{{ ref|link }}`: a subject by its label, as a link where it has a page. For a list: `links.resolve` in the view."""

from django.utils.html import format_html
from django.utils.safestring import SafeString

from waarborg.plumbing import links
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.web.pages import page_filter


@page_filter
def link(ref: Ref) -> SafeString | str:
    """Nothing for a subject that the reader may not see."""
    found = links.resolve([ref]).get(ref)
    if found is None:
        return ""
    return format_html('<a href="{}">{}</a>', found.url, found.label) if found.url else found.label
