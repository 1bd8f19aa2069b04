"""What can be done with accounts, a file a verb."""
