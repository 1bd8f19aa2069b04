"""Who couples a program to what happens here, and who looks after what could not be told."""

from waarborg.plumbing.permissions import declare
from waarborg.plumbing.rest import scopes

MANAGE = "plumbing.webhook.manage"

LOOK_AFTER = "plumbing.webhook.look-after"

# Each for the own organisation: a customer's owner for the customer's, the provider's for the provider's.
declare({MANAGE: {"customer.owner", "provider.operator", "provider.service-manager"}})
declare({LOOK_AFTER: {"provider.operator"}})
scopes.declare("webhooks:read", {MANAGE}, nl="Zien wat webhooks vertelden", en="See what webhooks told")
scopes.declare("webhooks:write", {MANAGE}, nl="Webhooks maken en wijzigen", en="Make and change webhooks")
