"""Addresses of the support desk."""

from django.urls import path

from waarborg.support.views import about, bulk, complaints, complaints_desk, desk, intake, portal, queue, waive

app_name = "support"

urlpatterns = [
    path("portal/tickets/", portal.tickets, name="tickets"),
    path("portal/tickets/new/", portal.new_ticket, name="new"),
    path("portal/tickets/<uuid:ticket>/", portal.show_ticket, name="ticket"),
    path("portal/tickets/<uuid:ticket>/reply/", portal.reply_to_ticket, name="reply"),
    path("portal/tickets/<uuid:ticket>/reopen/", portal.reopen_ticket, name="reopen"),
    path("portal/tickets/<uuid:ticket>/thanks/", portal.keep_resolved, name="keep-resolved"),
    path("portal/tickets/<uuid:ticket>/withdraw/", portal.withdraw_ticket, name="withdraw"),
    path("portal/complaints/", complaints.complaints, name="complaints"),
    path("portal/complaints/new/", complaints.file, name="complaint-file"),
    path("portal/complaints/<uuid:complaint>/", complaints.show, name="complaint"),
    path("portal/complaints/<uuid:complaint>/add/", complaints.add, name="complaint-add"),
    path("portal/complaints/<uuid:complaint>/appeal/", complaints.appeal, name="complaint-appeal"),
    path("portal/complaints/<uuid:complaint>/withdraw/", complaints.withdraw, name="complaint-withdraw"),
    path("desk/complaints/", complaints_desk.complaints, name="desk-complaints"),
    path("desk/complaints/<uuid:complaint>/", complaints_desk.show, name="desk-complaint"),
    path("desk/complaints/<uuid:complaint>/take/", complaints_desk.take, name="complaint-take"),
    path("desk/complaints/<uuid:complaint>/give/", complaints_desk.give, name="complaint-give"),
    path("desk/complaints/<uuid:complaint>/about/", complaints_desk.about, name="complaint-about"),
    path("desk/complaints/<uuid:complaint>/answer/", complaints_desk.answer, name="complaint-answer"),
    path("desk/queue/", queue.show_queue, name="queue"),
    path("desk/queue/selected/<slug:act>/", bulk.bulk, name="bulk"),
    path("desk/tickets/", desk.tickets, name="desk-tickets"),
    path("desk/tickets/new/", intake.choose_customer, name="choose-customer"),
    path("desk/tickets/new/<uuid:customer>/", intake.take_report, name="take-report"),
    path("desk/tickets/<uuid:ticket>/", desk.show_ticket, name="desk-ticket"),
    path("desk/tickets/<uuid:ticket>/answer/", desk.answer_ticket, name="answer"),
    path("desk/tickets/<uuid:ticket>/note/", desk.note_ticket, name="note"),
    path("desk/tickets/<uuid:ticket>/take/", desk.take_ticket, name="take"),
    path("desk/tickets/<uuid:ticket>/assign/", desk.assign_ticket, name="assign"),
    path("desk/tickets/<uuid:ticket>/start/", desk.start_ticket, name="start"),
    path("desk/tickets/<uuid:ticket>/priority/", desk.prioritise_ticket, name="prioritise"),
    path("desk/tickets/<uuid:ticket>/about/", about.about, name="about"),
    path("desk/tickets/<uuid:ticket>/waive/<str:promise>/", waive.waive_clock, name="waive"),
    path("desk/tickets/<uuid:ticket>/reopen/", desk.reopen_ticket, name="desk-reopen"),
]
