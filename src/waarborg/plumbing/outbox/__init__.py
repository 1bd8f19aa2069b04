"""Mail: written in the transaction of what it tells about, delivered by a job, twice only what was in flight."""

from waarborg.plumbing.outbox.send import Letter, Recipient, send_mail, send_mails

__all__ = ["Letter", "Recipient", "send_mail", "send_mails"]
