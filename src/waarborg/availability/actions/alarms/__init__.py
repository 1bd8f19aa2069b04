"""What can be done about alarms, and about who is on call."""
