"""What the isolation tests need to know of contracts (tests/isolation)."""

from uuid import UUID

# A day that does not lie before itself, and a notice that keeps nobody from being bound.
ROWS = {"contracts_contract": {"ends_on": None}, "contracts_termination": {"state": "withdrawn"}}
# A notice that is not there: the address only leads to its customer.
SAMPLES = {"termination": UUID(int=9), "quote": UUID(int=10)}
# What the lowest roles may look at, and where their forms are looked at (tests/isolation/test_urls.py).
SEES = {
    "customer.user": {"contracts:copy"},
}
WRITES = {
    "customer.user": {"contracts:copy"},
}
