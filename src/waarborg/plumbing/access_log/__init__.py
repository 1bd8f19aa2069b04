"""The access log: who of the staff saw what of whom, why and when, and who signed in. By day, shown to the customer."""

from waarborg.plumbing.access_log.queries import reads_of
from waarborg.plumbing.access_log.write import SIGN_IN, came_in, read, topic

__all__ = ["SIGN_IN", "came_in", "read", "reads_of", "topic"]
