"""Erasing a customer: by declaration, with an account of what stays and why, and a ledger that outlives a restore."""

from waarborg.plumbing.erasure.erase import ProviderStays, contribute, erase_customer
from waarborg.plumbing.erasure.ledger import replay

__all__ = ["ProviderStays", "contribute", "erase_customer", "replay"]
