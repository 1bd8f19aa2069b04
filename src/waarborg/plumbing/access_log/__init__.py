"""The access log: who of the staff saw what of whom, why and when. Kept by day, shown to the customer."""

from waarborg.plumbing.access_log.queries import reads_of
from waarborg.plumbing.access_log.write import read

__all__ = ["read", "reads_of"]
