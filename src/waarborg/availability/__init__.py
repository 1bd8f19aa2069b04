"""Availability: whether components answered, how fast, and what was planned; by the agreement's own method."""
