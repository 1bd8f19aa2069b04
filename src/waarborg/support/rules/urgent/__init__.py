"""Urgent cases: the names an agreement knows them by."""
