"""What the isolation tests need to know of availability (tests/isolation)."""

from functools import cache
from uuid import UUID

from waarborg.availability.actions.incidents import open_incident
from waarborg.availability.actions.keep_incident_template import keep_template
from waarborg.availability.models import Discussion, Outage
from waarborg.availability.tests import isolation_alarms as alarms
from waarborg.availability.tests import isolation_maintenance as maintenance
from waarborg.availability.tests import isolation_page_keys as page_keys
from waarborg.availability.tests import isolation_probes as probes
from waarborg.availability.tests import isolation_stores as stores
from waarborg.availability.tests import isolation_together as together
from waarborg.availability.tests.incidents import FIRST, at
from waarborg.catalogue.models import Item
from waarborg.catalogue.tests.isolation import EARLY, purchase
from waarborg.customers.tests.cast import Cast


@cache
def incident(cast: Cast) -> UUID:
    """On the catalogue that the sample of a purchase made."""
    purchase(cast)
    with cast.agent.at_work():
        hit = Item.objects.get(kind="component", key="application")
        return open_incident(
            "Traag", FIRST, {hit.id: "degraded"}, provider=cast.provider.id, by=cast.agent.actor, at=EARLY
        ).id


def outage(cast: Cast) -> UUID:
    with cast.manager.at_work():
        return Outage.objects.get(incident_id=incident(cast)).id


@cache
def incident_template(cast: Cast) -> UUID:
    with cast.manager.at_work():
        return keep_template(
            None, FIRST, name="Begin", title_nl="Traag", provider=cast.provider.id, by=cast.manager.actor, at=EARLY
        ).id


def component(cast: Cast) -> UUID:
    purchase(cast)
    with cast.manager.at_work():
        return Item.objects.get(kind="component", key="application").id


@cache
def discussion(cast: Cast) -> UUID:
    part = component(cast)
    with cast.manager.at_work():
        return Discussion.objects.create(
            tenant_id=cast.merendaal.id, item_id=part, month="2025-11", before_ns=10**9, now_ns=2 * 10**9, made_at=EARLY
        ).id


SAMPLES = {
    "discussion": discussion,
    **probes.SAMPLES,
    **page_keys.SAMPLES,
    **stores.SAMPLES,
    **maintenance.SAMPLES,
    "component": component,
    **alarms.SAMPLES,
    "incident": incident,
    "outage": outage,
    "incident_template": incident_template,
    "name": "summary",
    "group": "incidents",
}
ROWS = {
    **maintenance.ROWS,
    **probes.ROWS,
    **page_keys.ROWS,
    **stores.ROWS,
    **together.ROWS,
    **alarms.ROWS,
    # Open outages of one component are unique within an incident.
    "availability_outage": {"begins_at": at("01:00"), "ends_at": at("02:00")},
    # One of an incident is kept; this is none that an action wrote.
    "availability_after_action": {"revision": 0},
    "availability_finding": {
        "kind": "correction",
        "word": "up",
        "begins_at": at("01:00"),
        "ends_at": at("02:00"),
    },
    # What holds is unique for a component and an instant; what was withdrawn is not.
    "availability_transition": {"withdrawn_at": at("02:00")},
}
# By token, and without a session nobody comes further than that question.
PUBLIC = {
    "availability:metrics-in",
    *alarms.PUBLIC,
    *maintenance.PUBLIC,
    "availability:public",
    "availability:public-figures",
    "availability:public-history",
    "availability:public-incident",
    "availability:public-method",
    "availability:subscribe",
    "availability:subscribe-confirm",
    "availability:unsubscribe",
    "availability:atom",
    "availability:rss",
    "availability:badge",
    "availability:listing",
    "availability:listing-part",
    *probes.PUBLIC,
    *page_keys.PUBLIC,
}
SEES = {
    "customer.user": {
        *maintenance.CUSTOMERS_SEE,
        "availability:portal-figures",
        "availability:portal-use",
        "availability:portal-method",
        "availability:portal",
        "availability:portal-incident",
    },
    "provider.support": {
        *alarms.SEEN,
        *maintenance.STAFF_SEE,
        "availability:desk-figures",
        "availability:desk-method",
        "availability:desk",
        "availability:after-action",
        "availability:desk-incident",
        "availability:follow-ups",
        "availability:incident-templates",
        "availability:new",
        "availability:speed",
        "availability:desk-use",
        "availability:discussions",
        "availability:page-keys",
        *probes.SEEN,
        *stores.SEEN,
        *together.SEEN,
    },
}
WRITES = {"provider.support": {*alarms.WRITTEN, "availability:new", "availability:desk-incident"}}
