"""Live pages: a change is announced in the transaction that makes it, and open pages hear of it after the commit.

An announcement says only that a topic changed, never what: the page fetches its fragment again through the ordinary,
guarded view. So a stream needs no rights of its own and carries no personal data.
"""

from waarborg.plumbing.live.announce import announce, end_session
from waarborg.plumbing.live.tickets import PageGrant, grant_for_page, mark_of, session_mark, ticket_for

__all__ = ["PageGrant", "announce", "end_session", "grant_for_page", "mark_of", "session_mark", "ticket_for"]
