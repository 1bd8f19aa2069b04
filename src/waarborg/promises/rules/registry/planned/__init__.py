"""Names reserved for domains that do not exist yet: a module of data per domain (shape: the registry's docstring)."""
