"""What goes on from a ticket to development."""
