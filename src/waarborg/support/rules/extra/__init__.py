"""Extra support outside office hours, pure."""
