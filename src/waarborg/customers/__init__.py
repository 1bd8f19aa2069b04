"""Customers: organisations, their people, and who may do what for them."""
