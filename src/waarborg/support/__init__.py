"""The support desk: what customers report, and what staff do about it."""
