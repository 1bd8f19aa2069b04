"""The Django application of access."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccessConfig(AppConfig):
    name = "waarborg.access"
    label = "access"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from waarborg.access import panels, permissions, reactions  # noqa: F401
        from waarborg.access.queries.support_grants import labels
        from waarborg.access.rules.administrator_access import SUBJECT as ADMINISTRATORS
        from waarborg.customers.permissions import SEE_ORGANISATIONS, USE_AUTHORITY
        from waarborg.plumbing import links, slots
        from waarborg.plumbing.web import menus

        _looked_after()
        menus.add(
            "desk", _("Customers"), url_name="access:customers", icon="building", permission=SEE_ORGANISATIONS, order=40
        )
        menus.add(
            "portal", _("People"), url_name="access:people", icon="users", permission=permissions.SEE_PEOPLE, order=70
        )
        makes = permissions.MAKE_TOKEN
        menus.add("portal", _("API tokens"), url_name="access:tokens", icon="key", permission=makes, order=95)
        menus.add("desk", _("API tokens"), url_name="access:desk-tokens", icon="key", permission=makes, order=95)
        judges = permissions.REVIEW_STAFF
        menus.add("desk", _("Staff access"), url_name="access:staff-review", icon="users", permission=judges, order=87)
        asks = permissions.SET_SIGN_ON
        menus.add("portal", _("Signing in"), url_name="access:security", icon="lock", permission=asks, order=75)
        menus.add("desk", _("Signing in"), url_name="access:desk-security", icon="lock", permission=asks, order=85)
        menus.add(
            "desk",
            _("Applications"),
            url_name="access:applications",
            icon="external-link",
            permission=permissions.MANAGE_APPLICATIONS,
            order=96,
        )
        sees = permissions.SEE_GRANTS
        menus.add(
            "portal", _("Support access"), url_name="access:support-access", icon="eye", permission=sees, order=80
        )
        name, owns = "access:instructions", USE_AUTHORITY
        menus.add("portal", _("Instructions"), url_name=name, icon="users", permission=owns, order=72)
        _for_who_answers()
        links.register(
            "access.support-grant", url_name="access:desk-grant", labels=labels, argument="grant",
            portal_name="access:grant",
        )  # fmt: skip
        links.register(
            ADMINISTRATORS, url_name="access:desk-grant", labels=labels, argument="grant", portal_name="access:grant"
        )
        slots.register("desk.ticket.banner", panels.ticket_banner, name="access.grant", budget=1)
        slots.register("desk.ticket.aside", panels.ask, name="access.ask", order=80, budget=1)
        slots.register("desk.customer", panels.customer_banner, name="access.grant", order=1, budget=1)
        _on_first_page()


def _on_first_page() -> None:
    """What the portal's first page asks of who decides for the customer."""
    from waarborg.access import panels
    from waarborg.access.queries.support_grants import ANY_STANDING
    from waarborg.plumbing import slots

    for order, name, panel, there in (
        (10, "access.support-access", panels.answers, ANY_STANDING),
        (5, "access.way-in", panels.way_in_requests, panels.WAY_IN_ASKED),
    ):
        slots.register("portal.home", panel, name=name, order=order, budget=1, there=there)


def _looked_after() -> None:
    """What is checked every day, what was withheld, and the secrets that a replaced key concerns."""
    from waarborg.access.actions.note_withheld import note_withheld
    from waarborg.access.queries import (
        door_checks,
        portal_lists,  # noqa: F401 - offers its lists
    )
    from waarborg.access.queries.checks import CHECKS
    from waarborg.access.queries.seals import seals
    from waarborg.plumbing import checks, problems, sealing

    checks.register(CHECKS | door_checks.CHECKS)
    problems.note(note_withheld)
    # Tables of the installation: outside any scope.
    sealing.keeps("access", seals, role=None)


def _for_who_answers() -> None:
    """For who answers for a customer: the emergency lock, of which the desk's page of it tells, and what happened."""
    from django.utils.translation import gettext_lazy as _

    from waarborg.access import panels, permissions
    from waarborg.plumbing import slots
    from waarborg.plumbing.web import menus

    locks = permissions.LOCK_ACCOUNT
    menus.add("portal", _("Emergency"), url_name="access:emergency", icon="lock", permission=locks, order=41)
    reads = permissions.READ_AUDIT
    menus.add("portal", _("What happened"), url_name="access:audit", icon="history", permission=reads, order=85)
    slots.register("desk.customer", panels.lock_banner, name="access.lock", order=0, budget=1)
