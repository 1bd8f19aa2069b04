"""Fresh tickets for pages that stay open."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from waarborg.plumbing.live.tickets import ticket_for


@csrf_exempt
@never_cache
@require_POST
def live_ticket(request: HttpRequest) -> HttpResponse:
    """A ticket in exchange for the page's grant; 403 once the session that got the grant is over.

    It changes nothing and answers only to who holds a signed grant of this very session: forging it gains nothing.
    """
    ticket = ticket_for(request, request.POST.get("grant", ""))
    return HttpResponse(ticket or "", status=200 if ticket else 403, content_type="text/plain")
