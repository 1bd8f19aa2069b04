"""Pages of the support desk, for staff and for customers."""
