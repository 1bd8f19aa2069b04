"""Roles: what a person may be for an organisation. Dotted, as agreements and permissions name them."""

from typing import Final

OWNER: Final = "customer.owner"
ADMINISTRATOR: Final = "customer.administrator"
SUPPORT_CONTACT: Final = "customer.support-contact"
# The second line, and who trains colleagues: an agreement may help those alone (CL-91).
KEY_USER: Final = "customer.key-user"
TRAINER: Final = "customer.trainer"
FINANCE_CONTACT: Final = "customer.finance-contact"
BREACH_CONTACT: Final = "customer.breach-contact"
USER: Final = "customer.user"

# In the order in which pages list them: most far-reaching first.
CUSTOMER_ROLES: Final = (
    OWNER,
    ADMINISTRATOR,
    KEY_USER,
    TRAINER,
    SUPPORT_CONTACT,
    FINANCE_CONTACT,
    BREACH_CONTACT,
    USER,
)
# The contact levels: who of a customer asks us, each with the line it stands in.
CONTACT_LEVELS: Final = (SUPPORT_CONTACT, KEY_USER, TRAINER)

SUPPORT: Final = "provider.support"
SERVICE_MANAGER: Final = "provider.service-manager"
SUCCESS: Final = "provider.success"
FINANCE: Final = "provider.finance"
PRIVACY_OFFICER: Final = "provider.privacy-officer"
SECURITY_OFFICER: Final = "provider.security-officer"
RELEASE_MANAGER: Final = "provider.release-manager"
OPERATOR: Final = "provider.operator"

PROVIDER_ROLES: Final = (
    SERVICE_MANAGER,
    SUPPORT,
    SUCCESS,
    FINANCE,
    PRIVACY_OFFICER,
    SECURITY_OFFICER,
    RELEASE_MANAGER,
    OPERATOR,
)
# Each organisation keeps at least one holder of its first role, or nobody could let anybody in again.
INDISPENSABLE: Final = {"customer": OWNER, "provider": SERVICE_MANAGER}


def roles_of(kind: str) -> tuple[str, ...]:
    """The roles people of a provider or a customer can hold, most far-reaching first."""
    return PROVIDER_ROLES if kind == "provider" else CUSTOMER_ROLES
