"""Moving in: what another system or a mailbox holds becomes tickets with all that was said, at its original times."""
