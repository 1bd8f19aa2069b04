"""Which mails belong to which ticket, so that an answer to any of them comes back to it."""

from django.db import models

from waarborg.plumbing.data_catalogue import declare
from waarborg.plumbing.tenancy.models import TenantModel


class TicketMail(TenantModel):
    """One mail of a ticket, ours or the customer's, by its Message-ID without brackets.

    `mail_id` is its row in the outbox or among the mails that came in; those go sooner than this one. `said_id` is the
    message in the conversation that it brought or told of. Of a mail that came in, `quoted` is what it repeated of
    earlier ones: the message holds what was new, and both together the whole text.
    """

    ticket_id = models.UUIDField()
    said_id = models.UUIDField()
    message_id = models.CharField(max_length=500)
    ours = models.BooleanField()
    mail_id = models.UUIDField()
    person_id = models.UUIDField(null=True)
    at = models.DateTimeField()
    quoted = models.TextField(blank=True)

    class Meta(TenantModel.Meta):
        db_table = "support_ticket_mail"
        constraints = [models.UniqueConstraint(fields=["tenant_id", "mail_id"], name="support_ticket_mail_once")]
        indexes = [
            models.Index(fields=["message_id"], name="support_ticket_mail_message"),
            models.Index(fields=["tenant_id", "ticket_id", "at"], name="support_ticket_mail_ticket"),
        ]


declare(
    TicketMail,
    row_class="service",
    personal="contact",
    retention="two years after the ticket was resolved, then as the agreement says",
    exports=("id", "ticket_id", "said_id", "message_id", "ours", "person_id", "at", "quoted"),
    erasure="delete",
)
