"""Addresses of availability."""

from django.urls import path

from waarborg.availability.views import (
    alarms,
    desk,
    figures,
    files,
    on_call,
    otlp,
    portal,
    probing,
    public,
    speed,
    subscribing,
)

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
    path("status/subscribe/", subscribing.subscribe, name="subscribe"),
    path("status/subscribe/<str:token>/", subscribing.confirm, name="subscribe-confirm"),
    path("status/unsubscribe/<str:token>/", subscribing.unsubscribe, name="unsubscribe"),
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
    path("desk/speed/", speed.overview, name="speed"),
    path("desk/status/new/", desk.new, name="new"),
    path("desk/status/<uuid:incident>/", desk.incident, name="desk-incident"),
    path("desk/status/<uuid:incident>/outages/<uuid:outage>/", desk.correct, name="correct"),
    path("desk/on-call/", on_call.overview, name="on-call"),
    path("desk/on-call/new/", on_call.new, name="new-roster"),
    path("desk/on-call/<uuid:roster>/", on_call.roster, name="roster"),
    path("desk/on-call/<uuid:roster>/layers/<int:level>/", on_call.layer, name="roster-layer"),
    path("on-call/<str:duty>.ics", on_call.duty_calendar, name="duty-calendar"),
    path("desk/alarms/", alarms.overview, name="alarms"),
    path("desk/alarms/policies/new/", alarms.new_policy, name="new-policy"),
    path("desk/alarms/policies/<uuid:policy>/", alarms.policy, name="policy"),
    path("desk/alarms/<uuid:alarm>/", alarms.alarm, name="alarm"),
    path("hooks/alarm/<str:call>/", alarms.answer_call, name="answer-call"),
]
