"""What promises mean: pure functions on plain values, without database or framework."""
