"""Reading how things are, in the scope under way."""
