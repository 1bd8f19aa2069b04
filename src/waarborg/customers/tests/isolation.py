"""What the isolation tests need to know of customers (tests/isolation)."""

# An organisation is its tenant.
ROWS = {"customers_organisation": {"id": lambda tenant: tenant}}
