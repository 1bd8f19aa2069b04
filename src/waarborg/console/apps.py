"""The Django application of the console."""

from django.apps import AppConfig


class ConsoleConfig(AppConfig):
    name = "waarborg.console"
    label = "console"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from waarborg.access.rules.role_names import ROLES
        from waarborg.availability.queries.rosters import keeps_absences
        from waarborg.console import panels, permissions, webhook_mail
        from waarborg.console.queries import manuals, portal_lists  # noqa: F401
        from waarborg.console.queries.away import away_on
        from waarborg.console.rights_words import PERMISSIONS
        from waarborg.plumbing import slots
        from waarborg.plumbing.permissions import speak
        from waarborg.plumbing.web import menus
        from waarborg.plumbing.webhooks.permissions import MANAGE
        from waarborg.plumbing.webhooks.switching import when_switched_off
        from waarborg.releases.queries.manuals import known_to

        _demonstration()
        keeps_absences("support", away_on)
        speak(PERMISSIONS)
        speak({role: (said["nl"], said["en"]) for role, said in ROLES.items()})
        known_to(manuals.find, manuals.choices)
        _headings()
        _incidents()
        read = "promises.agreement.read"
        menus.add("portal", _("Promises"), url_name="portal", icon="home", permission=read, order=10)
        # In the portal from the page of API tokens: who couples programs looks there, and the bar is full.
        slots.register("access.people", panels.rights, name="console.rights", budget=0)
        sees = permissions.SEE_RIGHTS
        menus.add("desk", _("Who can see what"), url_name="desk-rights", icon="eye", permission=sees, order=88)
        slots.register("access.tokens", panels.webhooks, name="console.webhooks", budget=0)
        menus.add("desk", _("Webhooks"), url_name="desk-webhooks", icon="plug", permission=MANAGE, order=96)
        for face, entry, below in (
            ("portal", "access:tokens", "webhooks"),
            ("portal", "access:people", "rights"),
            ("portal", "access:security", "access:networks"),
            ("desk", "access:desk-security", "access:desk-networks"),
        ):
            menus.stands_under(face, entry, below)  # type: ignore[arg-type]
        when_switched_off("console.webhook-mail", webhook_mail.tell)
        _became_part()
        slots.register("desk.customers.acts", panels.import_act, name="console.import", budget=0)
        slots.register("desk.customer", panels.agreement, name="console.agreement", order=10, budget=5)
        slots.register("desk.customer", panels.tickets, name="console.tickets", order=20, budget=5)
        # What runs on there, on the page that shows what a merger would do.
        slots.register("desk.merger", panels.tickets, name="console.tickets", budget=5)
        slots.register("desk.customer", panels.references, name="console.references", order=88, budget=0)
        see = "customers.reference.see"
        menus.add("portal", _("References"), url_name="references", icon="users", permission=see, order=68)
        slots.register("desk.customer", panels.who_looked, name="console.who-looked", order=90, budget=0)


def _became_part() -> None:
    from waarborg.console import panels
    from waarborg.contracts.queries.merging import WAS_MERGED
    from waarborg.plumbing import slots

    slots.register(
        "portal.home.top", panels.became_part, name="console.became-part", order=1, budget=2, there=WAS_MERGED
    )


def _demonstration() -> None:
    """The job of a demonstration."""
    from django.conf import settings

    if settings.DEMO:
        from waarborg.console.demo import going_on  # noqa: F401


def _incidents() -> None:
    """Where incidents stand on pages of tickets, and tickets on those of incidents."""
    from waarborg.availability.queries.after_actions import tells_of
    from waarborg.console import incident_panels as panels
    from waarborg.console.queries.known_incidents import INCIDENT, linked_moments, offered
    from waarborg.plumbing import slots
    from waarborg.support.queries.causes import offered_by

    offered_by(INCIDENT, offered)
    tells_of("support", linked_moments)
    name = "console.incident"
    slots.register("portal.report.known", panels.before_reporting, name=name, budget=5)
    slots.register("portal.ticket.aside", panels.on_portal_ticket, name=name, order=2, budget=6)
    slots.register("desk.ticket.aside", panels.on_desk_ticket, name=name, order=20, budget=4)
    slots.register("desk.incident", panels.tickets_of_incident, name=name, budget=1)


def _headings() -> None:
    """Above which entries of the menus a heading stands."""
    from django.utils.translation import gettext_lazy as _

    from waarborg.plumbing.web import menus

    # Above the first entries stands nothing: that is the day's work.
    for order, label in (
        (36, _("Our service")),
        (40, _("Customers")),
        (50, _("Knowledge and proof")),
        (80, _("Set-up")),
    ):
        menus.section("desk", label, order=order)
    # The first of the portal stand in its bar, the rest below their headings.
    for order, label in (
        (20, _("Help and contact")),
        (30, _("Kept informed")),
        (41, _("When something is wrong")),
        (60, _("Agreement and costs")),
        (69, _("Organisation and access")),
    ):
        menus.section("portal", label, order=order)
