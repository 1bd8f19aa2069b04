"""Who asks for what is not theirs is told that it does not exist; their organisation sees that they asked (AP-11)."""

from django.http import HttpRequest

from waarborg.kernel.errors import Refusal
from waarborg.plumbing import access_log, clock
from waarborg.plumbing.permissions import NotFound

LONGEST = 300


def note_withheld(request: HttpRequest, refusal: Refusal) -> None:
    """Write it into the access log where somebody of a customer named one thing and was told that it is not there.

    An address that does not exist names nothing; an act that was refused for it stands in the journal already.
    """
    by, found = getattr(request, "actor", None), getattr(request, "resolver_match", None)
    if not isinstance(refusal, NotFound) or refusal.noted or by is None or not (found and found.kwargs):
        return
    if by.kind == "contact" and by.tenant is not None and by.person is not None:
        # As it stood in the address: the database has no NUL.
        path = request.path.replace("\0", "%00")[:LONGEST]
        access_log.withheld(tenant=by.tenant, person=by.person, name=by.name, path=path, at=clock.now())
