"""Addresses of notices."""

from django.urls import path

from waarborg.notices.views import desk, domain, look, portal, reach, stop, suppression, templates, writing

app_name = "notices"

urlpatterns = [
    path("portal/notices/", portal.notices, name="notices"),
    path("portal/notices/mail/", portal.preferences, name="preferences"),
    path("portal/notices/<uuid:notice>/", portal.notice, name="notice"),
    # Outside any scope: a mail program has no organisation, and what it changes belongs to one.
    path("accounts/notices/stop/<str:token>/", stop.stop_mail, name="stop"),
    path("desk/notices/", desk.notices, name="desk-notices"),
    path("desk/notices/new/", writing.new, name="new"),
    path("desk/notices/templates/", templates.listed, name="templates"),
    path("desk/notices/templates/new/", templates.new, name="new-template"),
    path("desk/notices/templates/<uuid:template>/", templates.change, name="template"),
    path("desk/notices/<uuid:notice>/", desk.notice, name="desk-notice"),
    path("desk/notices/<uuid:notice>/edit/", writing.edit, name="edit"),
    path("desk/notices/<uuid:notice>/correct/", writing.correction, name="correct"),
    path("desk/notices/<uuid:notice>/reach/", reach.who, name="reach"),
    path("desk/notices/<uuid:notice>/reach.csv", reach.file, name="reach-file"),
    path("brand/style.css", look.style, name="brand-style"),
    path("brand/logo", look.logo, name="brand-logo"),
    path("desk/mail/look/", look.look, name="look"),
    path("desk/mail/domain/", domain.domain, name="domain"),
    path("desk/mail/suppressed/", suppression.addresses, name="suppressed"),
    path("desk/mail/suppressed/<uuid:suppression>/", suppression.free, name="release"),
]
