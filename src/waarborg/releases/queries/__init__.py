"""Reading releases, in the scope under way."""
