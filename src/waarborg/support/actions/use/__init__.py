"""Writing down what support took, and what follows when a customer uses much of it."""
