"""What is done with back-ups: one file a verb."""
