"""The Django application of notices."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "waarborg.notices"
    label = "notices"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from waarborg.notices import events, panels, permissions, reactions  # noqa: F401
        from waarborg.notices.actions.spread import MAIL
        from waarborg.notices.queries import mails, portal_lists, products, rings  # noqa: F401
        from waarborg.notices.queries.labels import labels
        from waarborg.notices.queries.look import kept
        from waarborg.notices.queries.notices import of_slugs, slugs
        from waarborg.notices.rules import audiences
        from waarborg.plumbing import brand, links, slots
        from waarborg.plumbing.outbox import leaving
        from waarborg.plumbing.web import menus
        from waarborg.plumbing.webhooks.offers import offer

        audiences.register(audiences.Audience("customers", "klanten", "customers", None, slugs, of_slugs))
        audiences.register(
            audiences.Audience(
                "product", "product of module", "product or module", products.choices, products.labels, products.tenants
            )
        )
        audiences.register(
            audiences.Audience(
                "ring", "ring van nieuwe versies", "ring of new versions", rings.choices, rings.labels, rings.tenants
            )
        )
        # Packages above that mail what a term hangs on say so themselves (promises, trust).
        leaving.hold(mails.why_held)
        brand.declare(kept)
        leaving.head(MAIL, mails.unsubscribing)
        offer([events.TOLD, events.CONFIRMED])
        offer([events.PUBLISHED, events.CORRECTED, events.WITHDRAWN], of_the_provider=True)
        links.register("notices.notice", url_name="notices:desk-notice", labels=labels, portal_name="notices:notice")
        slots.register("portal.home", panels.waiting, name="notices.waiting", order=10, budget=1)
        slots.register("portal.chat", panels.news, name="notices.news", order=10, budget=1)
        slots.register("public.sign-in", panels.on_sign_in, name="notices.sign-in", order=10, budget=2)
        menus.add(
            "portal", _("Messages"), url_name="notices:notices", icon="bell", permission=permissions.READ, order=30
        )
        menus.add(
            "desk", _("Notices"), url_name="notices:desk-notices", icon="bell", permission=permissions.SEE, order=46
        )
        for name, label, permission, order in (
            ("suppressed", _("Addresses that get no mail"), permissions.SUPPRESS, 50),
            ("look", _("House style and sender"), permissions.LOOK, 60),
            ("domain", _("Mail of our domain"), permissions.LOOK, 70),
        ):
            at = f"notices:{name}"
            menus.add_part("administration", label, url_name=at, permission=permission, order=order)
