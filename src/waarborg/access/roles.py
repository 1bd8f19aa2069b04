"""Roles as pages name them."""

from collections.abc import Iterable

from django.utils.translation import gettext_noop as _

from waarborg.customers.rules import roles

LABELS = {
    roles.OWNER: _("Owner"),
    roles.ADMINISTRATOR: _("Administrator"),
    roles.SUPPORT_CONTACT: _("Support contact"),
    roles.KEY_USER: _("Key user"),
    roles.TRAINER: _("Trainer"),
    roles.FINANCE_CONTACT: _("Finance contact"),
    roles.BREACH_CONTACT: _("Data breach contact"),
    roles.USER: _("User"),
    roles.SERVICE_MANAGER: _("Service manager"),
    roles.SUPPORT: _("Support agent"),
    roles.SUCCESS: _("Customer success manager"),
    roles.FINANCE: _("Finance officer"),
    roles.PRIVACY_OFFICER: _("Privacy officer"),
    roles.SECURITY_OFFICER: _("Security officer"),
    roles.RELEASE_MANAGER: _("Release manager"),
    roles.OPERATOR: _("Operator"),
}
EXPLAINED = {
    roles.OWNER: _("May do everything for the organisation, also appoint owners and end the agreement."),
    roles.ADMINISTRATOR: _("Manages people and their rights, except owners."),
    roles.SUPPORT_CONTACT: _("Reports failures and asks questions, and follows all reports of the organisation."),
    roles.KEY_USER: _("Helps colleagues first, and asks us what they cannot solve together."),
    roles.TRAINER: _("Trains colleagues, and asks us what that needs."),
    roles.FINANCE_CONTACT: _("Receives invoices and answers questions about them."),
    roles.BREACH_CONTACT: _("Is told at once when personal data were leaked."),
    roles.USER: _("Reports failures and follows their own reports."),
}


def label(held: Iterable[str]) -> str:
    """The English name (a message to translate) of the most far-reaching of these roles; empty for none."""
    mine = set(held)
    return next((LABELS[role] for role in (*roles.PROVIDER_ROLES, *roles.CUSTOMER_ROLES) if role in mine), "")
