"""Reading for reports, and showing them."""
