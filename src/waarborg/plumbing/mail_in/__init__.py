"""Mail that comes in: fetched from a mailbox or handed over by a relay, kept as it came, then read and handed on."""

from waarborg.plumbing.mail_in.arrive import arrive
from waarborg.plumbing.mail_in.handing_over import take_with

__all__ = ["arrive", "take_with"]
