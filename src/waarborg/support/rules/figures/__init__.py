"""What the figures of support mean: `docs/algorithms/support-figures.md` says each in words, with an example."""
