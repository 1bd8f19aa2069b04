"""The Django application of contracts."""

from django.apps import AppConfig


class ContractsConfig(AppConfig):
    name = "waarborg.contracts"
    label = "contracts"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from waarborg.contracts import permissions  # noqa: F401
        from waarborg.contracts.actions import import_contracts
        from waarborg.contracts.permissions import SEE_CHARGES
        from waarborg.contracts.queries import (
            portal_lists,  # noqa: F401 - offers its lists
            quotes,
            renewal_checks,
        )
        from waarborg.contracts.queries.checks import CHECKS
        from waarborg.contracts.queries.notices import is_running, labels
        from waarborg.contracts.rules import importing, names, names_of_billing
        from waarborg.customers.actions.importing.kinds import Kind, register
        from waarborg.plumbing import checks, links
        from waarborg.plumbing.web import menus
        from waarborg.promises.queries import states
        from waarborg.promises.rules import registry
        from waarborg.promises.rules.applying import LEAVING

        registry.declare(names)
        registry.declare(names_of_billing)
        checks.register({**CHECKS, **renewal_checks.CHECKS})
        states.answer(LEAVING, is_running)
        register(
            Kind(
                "contracts",
                "contracten (naar referentie)",
                "contracts by reference",
                importing.CONTRACTS,
                import_contracts.find,
                import_contracts.add,
            )
        )
        links.register("contracts.termination", url_name="contracts:termination", labels=labels)
        links.register(
            "contracts.quote",
            url_name="contracts:desk-quote",
            portal_name="contracts:quote",
            labels=quotes.labels,
        )
        menus.add(
            "desk", _("Charges"), url_name="contracts:desk-charges", icon="receipt", permission=SEE_CHARGES, order=48
        )
        menus.add(
            "portal", _("Charges"), url_name="contracts:charges", icon="receipt", permission=SEE_CHARGES, order=62
        )
        _panels()
        _onboarding()


def _panels() -> None:
    """Parts of other packages' pages."""
    from waarborg.contracts import panels
    from waarborg.contracts.queries import onboarding
    from waarborg.plumbing import slots

    slots.register("desk.customer", panels.went_to, name="contracts.went-to", order=1, budget=1)
    slots.register("desk.customer", panels.contract, name="contracts.contract", order=15, budget=1)
    slots.register("access.people", panels.came_along, name="contracts.came-along", order=5, budget=1)
    slots.register("portal.agreement.aside", panels.leaving, name="contracts.leaving", order=20, budget=1)
    slots.register("portal.agreement.aside", panels.licences, name="contracts.licences", order=5, budget=0)
    slots.register("portal.agreement.aside", panels.copies, name="contracts.copies", order=10, budget=0)
    slots.register(
        "portal.home", panels.our_turn, name="contracts.onboarding", order=8, budget=1, there=onboarding.IS_UNDER_WAY
    )
    slots.register("portal.agreement.aside", panels.renewing, name="contracts.renewing", order=3, budget=1)
    slots.register("portal.announcement.leave", panels.way_out, name="contracts.way-out", order=20, budget=0)


def _onboarding() -> None:
    from django.utils.translation import gettext_lazy as _

    from waarborg.contracts.permissions import SEE_ONBOARDING
    from waarborg.contracts.queries import onboarding
    from waarborg.plumbing import files, links
    from waarborg.plumbing.web import menus

    files.guard("contracts", onboarding.may_read_file)
    files.keep_attached("contracts", onboarding.attached)
    links.register("contracts.contract", url_name="contracts:one-contract", labels=onboarding.references)
    name, sees = "contracts:onboardings", SEE_ONBOARDING
    menus.add("desk", _("Onboardings"), url_name=name, icon="rocket", permission=sees, order=46)
    menus.stands_under("portal", "promises:agreement", "contracts:our-onboarding")
