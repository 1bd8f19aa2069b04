"""What is done with calls about a ticket."""
