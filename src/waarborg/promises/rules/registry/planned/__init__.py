"""Names reserved for domains that do not exist yet, one module of data per domain (shape: see the registry's docstring)."""
