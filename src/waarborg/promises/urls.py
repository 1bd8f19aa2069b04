"""Addresses of agreements: the customer's own, and the desk's."""

from django.urls import path

from waarborg.promises.views import (
    announcements,
    announcing,
    binding,
    checks,
    comparing,
    desk,
    draft_documents,
    drafts,
    portal,
    publishing,
)

app_name = "promises"

PORTAL = "portal/agreement/<str:agreement>/<str:version>/"
DESK = "desk/agreements/<str:agreement>/<str:version>/"

urlpatterns = [
    path("portal/agreement/", portal.agreement, name="agreement"),
    path(PORTAL, portal.version, name="version"),
    path(f"{PORTAL}changes/", announcements.changes, name="changes"),
    path("portal/announcements/<uuid:announcement>/", announcements.announcement, name="announcement"),
    path(f"{PORTAL}file/", portal.source, name="file"),
    path(f"{PORTAL}pdf/", portal.pdf, name="pdf"),
    path(f"{PORTAL}canonical/", portal.canonical, name="canonical"),
    path(f"{PORTAL}documents/<str:key>/", portal.document, name="document"),
    path("desk/agreements/", desk.agreements, name="desk-agreements"),
    path("desk/agreements/publish/", publishing.publish_file, name="publish"),
    path("desk/agreements/drafts/", drafts.drafts, name="drafts"),
    path("desk/drafts/<uuid:draft>/", drafts.draft, name="draft"),
    path("desk/drafts/<uuid:draft>/check/", drafts.check, name="draft-check"),
    path("desk/drafts/<uuid:draft>/fields/", drafts.fields, name="draft-fields"),
    path("desk/drafts/<uuid:draft>/write/", drafts.write, name="draft-write"),
    path("desk/drafts/<uuid:draft>/documents/", draft_documents.documents, name="draft-documents"),
    path("desk/drafts/<uuid:draft>/documents/file/", draft_documents.file, name="draft-file"),
    path("desk/agreements/compare/", comparing.compare, name="compare"),
    path(DESK, desk.version, name="desk-version"),
    path(f"{DESK}file/", desk.source, name="desk-file"),
    path(f"{DESK}pdf/", desk.pdf, name="desk-pdf"),
    path(f"{DESK}canonical/", desk.canonical, name="desk-canonical"),
    path(f"{DESK}documents/<str:key>/", desk.document, name="desk-document"),
    path(f"{DESK}bind/", binding.bind_customers, name="bind"),
    path("desk/checks/", checks.checks, name="desk-checks"),
    path("desk/announcements/<uuid:announcement>/", announcing.announced, name="announced"),
    path("desk/objections/<uuid:objection>/", announcing.objection, name="desk-objection"),
    path("desk/bindings/<uuid:binding>/end/", binding.end_early, name="end-early"),
    path("desk/bindings/<uuid:binding>/withdraw/", binding.withdraw, name="withdraw-binding"),
]
