"""Journal kinds of customers; `rules/names.py` holds their noun phrases."""

from typing import Final

ENROLLED: Final = "customers.organisation.enrolled"
ORGANISATION_CHANGED: Final = "customers.organisation.changed"
CONTACT_ADDED: Final = "customers.contact.added"
CONTACT_CHANGED: Final = "customers.contact.changed"
CONTACT_LEFT: Final = "customers.contact.left"
CONTACT_RETURNED: Final = "customers.contact.returned"
AUTHORITY_GRANTED: Final = "customers.authority.granted"
AUTHORITY_USED: Final = "customers.authority.used"
AUTHORITY_WITHDRAWN: Final = "customers.authority.withdrawn"
IMPORTED: Final = "customers.import.carried-out"
CONFIDENTIALITY_RECORDED: Final = "customers.contact.signed-confidentiality"
