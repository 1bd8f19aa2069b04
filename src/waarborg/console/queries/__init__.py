"""Reading what several domains hold at once."""
