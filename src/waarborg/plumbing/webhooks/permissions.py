"""Who couples a program to what happens here."""

from waarborg.plumbing.permissions import declare
from waarborg.plumbing.rest import scopes

MANAGE = "plumbing.webhook.manage"

declare({MANAGE: {"customer.owner"}})
scopes.declare("webhooks:read", {MANAGE}, nl="Zien wat webhooks vertelden", en="See what webhooks told")
scopes.declare("webhooks:write", {MANAGE}, nl="Webhooks maken en wijzigen", en="Make and change webhooks")
