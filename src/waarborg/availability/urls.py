"""Addresses of availability."""

from django.urls import path

from waarborg.availability.views import desk, figures, files, otlp, portal, probing, public

app_name = "availability"

urlpatterns = [
    path("heartbeat/<str:token>", probing.heartbeat, name="heartbeat"),
    path("heartbeat/<str:token>/failed", probing.heartbeat_failed, name="heartbeat-failed"),
    path("place/tasks", probing.place_tasks, name="place-tasks"),
    path("place/results", probing.place_results, name="place-results"),
    # The address that the protocol gives; exporters need no path of ours.
    path("v1/metrics", otlp.take, name="metrics-in"),
    path("status/", public.status, name="public"),
    path("status/history/", public.history, name="public-history"),
    path("status/incidents/<uuid:incident>/", public.incident, name="public-incident"),
    path("status/feed.atom", files.atom, name="atom"),
    path("status/feed.rss", files.rss, name="rss"),
    path("status/badge.svg", files.badge, name="badge"),
    path("status/api/v2/<str:name>.json", files.listing, name="listing"),
    path("status/api/v2/<str:group>/<str:name>.json", files.part, name="listing-part"),
    path("portal/availability/", figures.portal, name="portal-figures"),
    path("portal/availability/method/", figures.portal_method, name="portal-method"),
    path("desk/availability/", figures.desk, name="desk-figures"),
    path("desk/availability/method/", figures.desk_method, name="desk-method"),
    path("desk/availability/<uuid:component>/", figures.findings, name="findings"),
    path("portal/status/", portal.status, name="portal"),
    path("portal/status/<uuid:incident>/", portal.incident, name="portal-incident"),
    path("desk/status/", desk.overview, name="desk"),
    path("desk/status/new/", desk.new, name="new"),
    path("desk/status/<uuid:incident>/", desk.incident, name="desk-incident"),
    path("desk/status/<uuid:incident>/outages/<uuid:outage>/", desk.correct, name="correct"),
]
