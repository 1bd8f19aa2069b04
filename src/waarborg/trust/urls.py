"""Addresses of evidence reports, assurances and delivered access logs."""

from django.urls import path

from waarborg.trust.views import assurance, desk, files, logs, portal, scans

app_name = "trust"

urlpatterns = [
    path("trust/", assurance.public, name="assurance"),
    path("desk/trust/", assurance.desk, name="desk-assurance"),
    path("portal/logs/", logs.ours, name="logs"),
    path("desk/scans/", scans.scans, name="scans"),
    path("desk/logs/", logs.of_all, name="desk-logs"),
    path("portal/reports/", portal.reports, name="reports"),
    path("portal/reports/<uuid:report>/", portal.show_report, name="report"),
    path("portal/reports/<uuid:report>/report.json", files.portal_json, name="report-json"),
    path("portal/reports/<uuid:report>/report.pdf", files.portal_pdf, name="report-pdf"),
    path("portal/reports/<uuid:report>/data.json", files.portal_data, name="report-data"),
    path("desk/reports/", desk.reports, name="desk-reports"),
    path("desk/reports/customers/<uuid:customer>/", desk.customer_reports, name="desk-customer-reports"),
    path("desk/reports/<uuid:report>/", desk.show_report, name="desk-report"),
    path("desk/reports/<uuid:report>/report.json", files.desk_json, name="desk-report-json"),
    path("desk/reports/<uuid:report>/report.pdf", files.desk_pdf, name="desk-report-pdf"),
    path("desk/reports/<uuid:report>/data.json", files.desk_data, name="desk-report-data"),
]
