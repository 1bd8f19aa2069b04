"""Calls about a ticket, pure."""
