"""What the isolation tests need to know of contracts (tests/isolation)."""

# A day that does not lie before itself, and a notice that keeps nobody from being bound.
ROWS = {"contracts_contract": {"ends_on": None}, "contracts_termination": {"state": "withdrawn"}}
