"""The demonstration: an invented vendor, forty invented customers and six months of plausible history."""
