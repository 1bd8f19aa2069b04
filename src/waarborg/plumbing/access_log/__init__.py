"""The access log: who of the staff saw what of whom, why and when, who signed in, and who asked
for what is not theirs. By day, shown to the customer."""

from waarborg.plumbing.access_log.queries import reads_of
from waarborg.plumbing.access_log.write import SIGN_IN, WITHHELD, came_in, read, topic, withheld

__all__ = ["SIGN_IN", "WITHHELD", "came_in", "read", "reads_of", "topic", "withheld"]
