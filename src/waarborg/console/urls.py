"""Addresses of the console: the first page of each face, and what mixes domains."""

from django.urls import path

from waarborg.console.views import (
    access_log,
    first_pages,
    imports,
    incident_tickets,
    merged,
    portal_home,
    references,
    rights,
    webhooks,
)

urlpatterns = [
    path("desk/", first_pages.desk, name="desk"),
    path("portal/", portal_home.portal, name="portal"),
    path("portal/merged/", merged.merged_seen, name="merged-seen"),
    path("portal/tickets/<uuid:ticket>/incident/", incident_tickets.portal_cause, name="portal-cause"),
    path("desk/tickets/<uuid:ticket>/incident/", incident_tickets.ticket_incident, name="ticket-incident"),
    path("desk/status/<uuid:incident>/tickets/", incident_tickets.incident_tickets, name="incident-tickets"),
    path("portal/rights/", rights.portal, name="rights"),
    path("desk/rights/", rights.desk, name="desk-rights"),
    path("portal/who-looked/", access_log.own, name="who-looked"),
    path("desk/customers/<uuid:customer>/who-looked/", access_log.of_customer, name="desk-who-looked"),
    path("desk/customers/import/", imports.imports, name="imports"),
    path("desk/customers/import/<uuid:held>/", imports.import_file, name="import-file"),
    path("portal/references/", references.portal, name="references"),
    path("desk/customers/<uuid:customer>/references/", references.of_customer, name="desk-references"),
    path("portal/webhooks/", webhooks.portal_list, name="webhooks"),
    path("portal/webhooks/<uuid:webhook>/", webhooks.portal_one, name="webhook"),
    path("portal/webhooks/<uuid:webhook>/messages/<uuid:message>/", webhooks.portal_message, name="webhook-message"),
    path("desk/webhooks/", webhooks.desk_list, name="desk-webhooks"),
    path("desk/webhooks/<uuid:webhook>/", webhooks.desk_one, name="desk-webhook"),
    path("desk/webhooks/<uuid:webhook>/messages/<uuid:message>/", webhooks.desk_message, name="desk-webhook-message"),
]
