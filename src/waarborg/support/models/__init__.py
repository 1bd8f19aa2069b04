"""What the support desk keeps, a file a topic."""

from waarborg.support.models.tickets import LIVE, Attachment, Message, Note, Ticket, TicketCounter

__all__ = ["LIVE", "Attachment", "Message", "Note", "Ticket", "TicketCounter"]
