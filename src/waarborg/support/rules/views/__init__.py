"""Saved views of the queue, pure."""
