"""The Django application of the catalogue."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "waarborg.catalogue"
    label = "catalogue"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from waarborg.catalogue import panels, permissions
        from waarborg.plumbing import slots
        from waarborg.plumbing.web import menus

        slots.register("desk.customer", panels.bought, name="catalogue.bought", order=15, budget=2)
        see = permissions.SEE_BOUGHT
        menus.add("portal", _("Bought"), url_name="catalogue:products", icon="tag", permission=see, order=65)
        read = permissions.READ
        menus.add("desk", _("Catalogue"), url_name="catalogue:catalogue", icon="tag", permission=read, order=55)
