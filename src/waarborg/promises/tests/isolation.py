"""What the isolation tests need to know of the promises (tests/isolation).

A published agreement is no customer's own: its name and version are words, and whoever is bound to it may read it.
"""

SAMPLES = {"agreement": "appreo", "version": "2026.1", "key": "terms", "promise": "support.pick-up"}
