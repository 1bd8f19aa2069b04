"""Contracts by reference, and their end: what a customer signed elsewhere, and notice by either side."""
