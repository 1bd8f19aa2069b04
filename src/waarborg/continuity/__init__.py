"""Continuity: back-ups of the vendor's service, as its own systems report them, and what was restored from them."""
