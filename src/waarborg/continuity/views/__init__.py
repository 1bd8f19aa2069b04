"""Pages of back-ups."""
