"""The Django application of the support desk."""

from django.apps import AppConfig


class SupportConfig(AppConfig):
    name = "waarborg.support"
    label = "support"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from waarborg.customers.actions.importing.kinds import Kind, register
        from waarborg.plumbing import checks, files, indicators, links
        from waarborg.plumbing.web import menus
        from waarborg.plumbing.webhooks.offers import offer
        from waarborg.promises.rules import registry
        from waarborg.support import permissions
        from waarborg.support.actions import import_tickets
        from waarborg.support.checks import CHECKS
        from waarborg.support.queries import checks as looked_for
        from waarborg.support.queries.indicators import INDICATORS
        from waarborg.support.queries.sheets import portal  # noqa: F401 - offers its lists
        from waarborg.support.queries.tickets import attached, labels, may_read_file
        from waarborg.support.rules import names
        from waarborg.support.rules.importing import TICKETS
        from waarborg.support.rules.internal import INTERNAL

        registry.declare(names)
        checks.register({**CHECKS, **looked_for.CHECKS})
        indicators.register(INDICATORS)
        register(
            Kind("tickets", "openstaande meldingen", "open tickets", TICKETS, import_tickets.find, import_tickets.add)
        )
        _moving()
        offer(f"support.{name.replace(':', '.')}" for name in names.EVENTS if name not in INTERNAL)
        files.guard("support", may_read_file)
        files.keep_attached("support", attached)
        links.register("support.ticket", url_name="support:desk-ticket", labels=labels, portal_name="support:ticket")
        read = "support.ticket.read"
        menus.add("desk", _("Queue"), url_name="support:queue", icon="inbox", permission=read, order=10, key="G W")
        looks, counts = permissions.LOOK_AHEAD, permissions.SEE_FIGURES
        follows, sees = permissions.FOLLOW_USE, permissions.SEE_USE
        menus.add("desk", _("Use of support"), url_name="support:use", icon="scale", permission=follows, order=58)
        menus.add("portal", _("Use of support"), url_name="support:portal-use", icon="scale", permission=sees, order=62)
        menus.add("desk", _("Figures"), url_name="support:figures", icon="report", permission=counts, order=56)
        menus.add("desk", _("Looking ahead"), url_name="support:ahead", icon="gauge", permission=looks, order=12)
        crowds = permissions.DECLARE_CROWDING
        menus.add("desk", _("Crowding"), url_name="support:crowding", icon="clock", permission=crowds, order=57)
        menus.add("desk", _("Tickets"), url_name="support:desk-tickets", icon="message", permission=read, order=20)
        menus.add("portal", _("Tickets"), url_name="support:tickets", icon="message", permission=read, order=20)
        _customer_pages()
        _contact()
        _sessions()
        _mail()
        menus.search_at("desk", url_name="support:desk-tickets", field="q", permission=read)
        menus.search_at("portal", url_name="support:tickets", field="q", permission=read)
        _articles()


def _moving() -> None:
    """What is taken over from elsewhere and is no table."""
    from functools import partial

    from waarborg.customers.actions.importing import kinds
    from waarborg.customers.actions.importing.archives import Archive, register
    from waarborg.support.actions.moving import articles, export, mailbox
    from waarborg.support.rules.exports import reading, zammad, zendesk
    from waarborg.support.rules.importing import ARTICLES

    kinds.register(kinds.Kind("articles", "artikelen", "articles", ARTICLES, articles.find, articles.add))
    ends = (".mbox", ".mbx", ".eml", ".txt")
    register(
        Archive(
            "mailbox",
            "een postvak (mbox)",
            "a mailbox (mbox)",
            ends,
            mailbox.accepts,
            mailbox.look,
            mailbox.bring,
            guesses=True,
        )
    )
    json = (".json", ".ndjson", ".jsonl", ".zip")
    for name, reader in (("zendesk", zendesk.read), ("zammad", zammad.read)):
        look, bring = partial(export.look, reader=reader), partial(export.bring, reader=reader)
        said = name.capitalize()
        register(
            Archive(
                name, f"een export van {said} (JSON)", f"an export of {said} (JSON)", json, reading.accepts, look, bring
            )
        )


def _customer_pages() -> None:
    """Complaints, who may ask, and urgent cases: where they stand in both menus and on pages of others."""
    from django.utils.translation import gettext_lazy as _

    from waarborg.customers.permissions import SEE_ORGANISATIONS
    from waarborg.plumbing import links, slots
    from waarborg.plumbing.web import menus
    from waarborg.support import panels
    from waarborg.support.permissions import READ_COMPLAINT, SEE_OPINIONS
    from waarborg.support.queries.complaints import labels

    links.register(
        "support.complaint", url_name="support:desk-complaint", labels=labels, portal_name="support:complaint"
    )
    desk, portal = "support:desk-complaints", "support:complaints"
    slots.register("portal.agreement.unclear", panels.unclear, name="support.unclear", budget=0)
    slots.register("portal.ticket.aside", panels.on_portal, name="support.urgent", order=10, budget=1)
    slots.register("desk.ticket.banner", panels.on_desk, name="support.urgent", order=5, budget=1)
    slots.register("desk.ticket.aside", panels.calls_urgent, name="support.calls-urgent", order=5, budget=0)
    slots.register("portal.ticket.aside", panels.opinion_on_portal, name="support.opinion", order=5, budget=1)
    slots.register("desk.ticket.aside", panels.opinion_on_desk, name="support.opinion", order=40, budget=1)
    beside, aside = panels.development_on_desk, "portal.ticket.aside"
    slots.register("desk.ticket.aside", beside, name="support.development", order=60, budget=0)
    slots.register(aside, panels.development_on_portal, name="support.development", order=20, budget=1)
    on_portal, on_desk = panels.call_back_on_portal, panels.call_back_on_desk
    slots.register(aside, on_portal, name="support.call-back", order=15, budget=1)
    slots.register("desk.ticket.banner", on_desk, name="support.call-back", order=8, budget=1)
    seen = SEE_OPINIONS
    menus.add("desk", _("Opinions"), url_name="support:opinions", icon="message", permission=seen, order=54)
    read = "support.ticket.read"
    menus.add("desk", _("Urgent cases"), url_name="support:urgent-log", icon="flag", permission=read, order=22)
    menus.add("desk", _("Complaints"), url_name=desk, icon="flag", permission=READ_COMPLAINT, order=35)
    sees = SEE_ORGANISATIONS
    menus.add("portal", _("Who may ask"), url_name="support:contacts", icon="users", permission=sees, order=71)
    menus.add(
        "portal", _("Your organisation"), url_name="support:organisation", icon="building", permission=sees, order=69
    )
    menus.add("portal", _("Complaints"), url_name=portal, icon="flag", permission=READ_COMPLAINT, order=45)


def _contact() -> None:
    """The ways to talk with us, in both menus."""
    from django.utils.translation import gettext_lazy as _

    from waarborg.plumbing.web import menus
    from waarborg.support.permissions import ANSWER_CHAT, CALL_BACK, LOOK_ALONG

    # Counted along by pages that ask the database for more: no page asks for this alone.
    name, notes, unread = (
        "support:mentions",
        "support.ticket.note",
        lambda request: getattr(request, "mentions", 0) or None,
    )
    menus.add("desk", _("Mentions"), url_name=name, icon="bell", permission=notes, order=25, count=unread)
    menus.add("desk", _("Chats"), url_name="support:desk-chats", icon="message", permission=ANSWER_CHAT, order=15)
    read = "support.ticket.read"
    along = "support:desk-appointments"
    menus.add("desk", _("Appointments"), url_name=along, icon="calendar-event", permission=LOOK_ALONG, order=18)
    calls = "support:desk-call-backs"
    menus.add("desk", _("Calling back"), url_name=calls, icon="phone", permission=CALL_BACK, order=17)
    menus.add("portal", _("Contact"), url_name="support:contact", icon="message", permission=read, order=22)


def _sessions() -> None:
    """Trainings, idea days and evaluation sessions, in both menus."""
    from django.utils.translation import gettext_lazy as _

    from waarborg.notices.queries.mails import of_kind
    from waarborg.plumbing import checks, links, slots
    from waarborg.plumbing.web import menus
    from waarborg.plumbing.webhooks.offers import offer
    from waarborg.support import panels
    from waarborg.support.actions.sessions.ask_to_plan import KIND, REMINDER
    from waarborg.support.permissions import ANSWER_VISITOR, ENROL, KEEP_EXTRA, KEEP_HELP, SEE_HELP, SEE_SESSIONS
    from waarborg.support.queries.extra import labels as extra_labels
    from waarborg.support.queries.help_checks import CHECKS as HELP_CHECKS
    from waarborg.support.queries.questions import labels as asked
    from waarborg.support.queries.session_checks import CHECKS
    from waarborg.support.queries.sessions import titles
    from waarborg.support.rules.sessions.names import TOLD

    offer((f"support.{name.replace(':', '.')}" for name in TOLD), of_the_provider=True)
    links.register("support.session", url_name="support:desk-session", labels=titles, portal_name="support:session")
    checks.register(CHECKS | HELP_CHECKS)
    offers, ours = "support:help-offers", "support:desk-help-offers"
    menus.add("portal", _("Consultancy and training"), url_name=offers, icon="help", permission=SEE_HELP, order=27)
    links.register("support.extra-support", url_name="support:extra-keep", labels=extra_labels, argument="extra")
    links.register("support.visitor-question", url_name="support:question", labels=asked, argument="question")
    asks = ANSWER_VISITOR
    menus.add("desk", _("Questions of visitors"), url_name="support:questions", icon="help", permission=asks, order=31)
    menus.add("desk", _("Extra support"), url_name="support:desk-extra", icon="clock", permission=KEEP_EXTRA, order=19)
    menus.add("desk", _("Consultancy and training"), url_name=ours, icon="help", permission=KEEP_HELP, order=53)
    slots.register("portal.home", panels.evaluation_on_portal, name="support.evaluation", order=12, budget=1)
    of_kind(REMINDER, KIND)
    desk, evaluations = "support:desk-sessions", "support:evaluations"
    menus.add("desk", _("Training"), url_name=desk, icon="calendar", permission=SEE_SESSIONS, order=51)
    menus.add("desk", _("Evaluations"), url_name=evaluations, icon="users", permission=SEE_SESSIONS, order=52)
    menus.add("portal", _("Training"), url_name="support:sessions", icon="calendar", permission=ENROL, order=26)


def _mail() -> None:
    """Mail that comes in, and what ours carry so that answers come back."""
    from django.utils.translation import gettext_lazy as _

    from waarborg.plumbing import files
    from waarborg.plumbing.mail_in.arrive import PURPOSE
    from waarborg.plumbing.mail_in.handing_over import take_with
    from waarborg.plumbing.mail_in.queries import attached
    from waarborg.plumbing.outbox import leaving
    from waarborg.plumbing.web import menus
    from waarborg.support.actions.mail.going_out import HEADS
    from waarborg.support.actions.mail.take_all import TAKE_IN
    from waarborg.support.permissions import READ_MAIL
    from waarborg.support.queries.mail import may_read_raw

    take_with(TAKE_IN)
    for template, head in HEADS.items():
        leaving.head(template, head)
    files.guard(PURPOSE, may_read_raw)
    files.keep_attached(PURPOSE, attached)
    menus.add("desk", _("Mail"), url_name="support:mail", icon="mail", permission=READ_MAIL, order=30)


def _articles() -> None:
    """The knowledge base in both menus, its pictures, and what stands beside a ticket."""
    from django.utils.translation import gettext_lazy as _

    from waarborg.plumbing import files, links, slots
    from waarborg.plumbing.web import menus
    from waarborg.plumbing.webhooks.offers import offer
    from waarborg.support import panels
    from waarborg.support.actions.articles.pictures import PURPOSE
    from waarborg.support.permissions import ARTICLE_READ, ARTICLE_SEE
    from waarborg.support.queries import articles
    from waarborg.support.rules.articles.names import TOLD

    offer((f"support.{name.replace(':', '.')}" for name in TOLD), of_the_provider=True)
    # Of the pictures' rows; readers have them by the article (views/articles/pictures.py).
    files.guard(PURPOSE, articles.may_read_file)
    files.keep_attached(PURPOSE, articles.attached)
    links.register(
        "support.article", url_name="support:desk-article", labels=articles.labels, portal_name="support:article"
    )
    desk, icon = "support:desk-articles", "clipboard-text"
    menus.add("desk", _("Knowledge base"), url_name=desk, icon=icon, permission=ARTICLE_SEE, order=50)
    menus.add("portal", _("Help"), url_name="support:articles", icon="lifebuoy", permission=ARTICLE_READ, order=25)
    slots.register("desk.ticket.aside", panels.beside_ticket, name="support.articles", order=80, budget=0)
