"""Back-ups as staff, customers and figures read them."""
