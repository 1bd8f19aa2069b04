"""Pages about reports, for customers and for staff."""
