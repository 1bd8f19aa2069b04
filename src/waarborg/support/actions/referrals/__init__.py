"""Keeping the list of help from others, and trying its links."""
