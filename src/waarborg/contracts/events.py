"""What the journal tells of contracts."""

STARTED = "contracts.contract.started"
REQUESTED = "contracts.termination.requested"
RECEIVED = "contracts.notice.received"
WITHDRAWN = "contracts.termination.withdrawn"
CONFIRMED = "contracts.termination.confirmed"
TOOK_EFFECT = "contracts.termination.took-effect"
