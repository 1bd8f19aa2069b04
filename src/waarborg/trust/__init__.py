"""Proof: the monthly evidence report, its signature, and its verification by anybody."""
