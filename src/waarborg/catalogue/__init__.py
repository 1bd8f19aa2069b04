"""The catalogue: what the provider supplies, what it is made of, and who bought what."""
