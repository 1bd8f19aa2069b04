"""What is done with complaints, a file a verb."""
