"""The Django application of the catalogue."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "waarborg.catalogue"
    label = "catalogue"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from waarborg.catalogue import panels, permissions
        from waarborg.catalogue.actions import import_items, import_purchases
        from waarborg.catalogue.queries import portal_lists  # noqa: F401 - offers its lists
        from waarborg.catalogue.rules.importing import ITEMS, PURCHASES
        from waarborg.customers.actions.importing.kinds import Kind, register
        from waarborg.plumbing import slots
        from waarborg.plumbing.web import menus

        slots.register("desk.customer", panels.bought, name="catalogue.bought", order=15, budget=1)
        # In this order: who buys something must be there, and what is bought.
        register(Kind("catalogue", "aanbod", "catalogue", ITEMS, import_items.find, import_items.add))
        register(Kind("purchases", "afnames", "purchases", PURCHASES, import_purchases.find, import_purchases.add))
        see = permissions.SEE_BOUGHT
        menus.add("portal", _("Bought"), url_name="catalogue:products", icon="tag", permission=see, order=65)
        read = permissions.READ
        menus.add("desk", _("Catalogue"), url_name="catalogue:catalogue", icon="tag", permission=read, order=44)
