"""The journal: every change of state, append-only, chained per tenant, erasable without breaking the chain."""

from waarborg.plumbing.journal.append import BackDated, append_now, before_append, record, resume_clock
from waarborg.plumbing.journal.entries import EXPLAINED, Pending, Ref
from waarborg.plumbing.journal.verify import ChainReport, verify

__all__ = [
    "EXPLAINED",
    "BackDated",
    "ChainReport",
    "Pending",
    "Ref",
    "append_now",
    "before_append",
    "record",
    "resume_clock",
    "verify",
]
