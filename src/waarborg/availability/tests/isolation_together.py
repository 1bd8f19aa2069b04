"""What the isolation tests need to know of the use of all together; `isolation.py` takes it up."""

from waarborg.availability.tests.incidents import at

# One row a customer that holds; what was ended is not unique.
ROWS = {"availability_kept_out": {"until": at("01:00")}}
SEEN = {"availability:together"}
