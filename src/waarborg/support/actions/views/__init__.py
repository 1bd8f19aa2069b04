"""What is done with saved views of the queue."""
