"""Telling a customer's program what happened, after Standard Webhooks: signed, retried, kept, sent again on request.

The journal is the source: what is gathered from it needs nothing of whoever wrote it, and nothing is missed or doubled.
"""
