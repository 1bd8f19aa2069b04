"""What is done with urgent cases, a file a verb."""
