"""Waarborg: the service backbone of a SaaS vendor."""
