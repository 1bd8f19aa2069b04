"""Addresses of releases."""

from django.urls import path

from waarborg.releases.views import (
    desk,
    desk_acts,
    features,
    pieces,
    platforms,
    portal_features,
    portal_rollouts,
    public,
    rollouts,
)

app_name = "releases"

urlpatterns = [
    path("desk/releases/", desk.releases, name="desk-releases"),
    path("desk/releases/new/", desk.new, name="new"),
    path("desk/releases/<uuid:release>/", desk_acts.release, name="desk-release"),
    path("desk/releases/<uuid:release>/edit/", desk.edit, name="edit"),
    path("desk/releases/items/<uuid:item>/", pieces.item, name="item"),
    path("desk/platforms/", platforms.overview, name="platforms"),
    path("portal/releases/", public.whats_new, name="whats-new"),
    path("releases/", public.changelog, name="changelog"),
    path("releases/feed.atom", public.atom, name="releases-atom"),
    path("releases/platforms/", public.compatibility, name="compatibility"),
    path("releases/<uuid:release>/", public.release, name="release"),
    path("desk/features/", features.features, name="desk-features"),
    path("desk/features/new/", features.new, name="new-feature"),
    path("desk/features/<uuid:feature>/", features.feature, name="desk-feature"),
    path("desk/features/<uuid:feature>/edit/", features.edit, name="edit-feature"),
    path("desk/features/<uuid:feature>/customers/<uuid:customer>/", features.customer, name="feature-customer"),
    path("portal/features/", portal_features.features, name="features"),
    path("desk/rollouts/", rollouts.rollouts, name="desk-rollouts"),
    path("desk/rollouts/new/", rollouts.new, name="new-rollout"),
    path("desk/rollouts/<uuid:rollout>/", rollouts.rollout, name="desk-rollout"),
    path("desk/rollouts/<uuid:rollout>/customers/<uuid:customer>/", rollouts.customer, name="rollout-customer"),
    path("portal/versions/", portal_rollouts.rollouts, name="rollouts"),
]
