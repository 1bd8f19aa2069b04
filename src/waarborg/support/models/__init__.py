"""What the support desk keeps, a file a topic."""

from waarborg.support.models.complaints import Complaint, ComplaintMessage
from waarborg.support.models.tickets import LIVE, Attachment, Message, Note, Ticket, TicketCounter

__all__ = ["LIVE", "Attachment", "Complaint", "ComplaintMessage", "Message", "Note", "Ticket", "TicketCounter"]
