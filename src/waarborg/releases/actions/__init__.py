"""What can be done, a file a verb; each is one transaction."""
