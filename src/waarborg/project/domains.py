"""Which packages are domains, from the lowest up: the settings, the queue and the addresses go by this one list."""

from typing import Final

DOMAINS: Final = (
    "plumbing",
    "customers",
    "catalogue",
    "access",
    "notices",
    "promises",
    "contracts",
    "support",
    "availability",
    "releases",
    "continuity",
    "trust",
    "console",
)
