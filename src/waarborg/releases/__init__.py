"""Releases of the vendor's own product: planned, published, activated; what they brought, and where it runs."""
