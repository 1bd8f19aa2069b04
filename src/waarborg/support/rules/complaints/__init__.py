"""Complaints: how one goes, and the names an agreement knows them by."""
