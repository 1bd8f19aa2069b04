"""Calls that customers asked for."""
