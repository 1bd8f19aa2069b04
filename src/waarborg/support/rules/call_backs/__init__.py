"""Asking to be called back: when that can be, and its names."""
