"""Mail: written in the transaction of what it tells about, delivered by a job, twice only what was in flight."""

from waarborg.plumbing.outbox.send import Recipient, send_mail

__all__ = ["Recipient", "send_mail"]
