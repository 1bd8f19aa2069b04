"""Pages about agreements: what was promised, to whom, since when."""
