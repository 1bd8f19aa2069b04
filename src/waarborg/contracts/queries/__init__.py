"""Reading contracts and notices."""
