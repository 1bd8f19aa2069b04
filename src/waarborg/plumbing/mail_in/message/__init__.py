"""Reading one mail: bytes in, what it says out. Pure: no database, no clock, nothing fetched, nothing shown raw."""

from waarborg.plumbing.mail_in.message.parsed import Attached, Bounce, Parsed, Unreadable
from waarborg.plumbing.mail_in.message.parsing import parse

__all__ = ["Attached", "Bounce", "Parsed", "Unreadable", "parse"]
