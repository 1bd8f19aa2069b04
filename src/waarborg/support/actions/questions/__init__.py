"""What is done with questions of visitors without an account."""
