"""Appointments to look along: booking, moving, permission, and the session itself."""
