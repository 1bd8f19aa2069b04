"""What is done with extra support outside office hours."""
