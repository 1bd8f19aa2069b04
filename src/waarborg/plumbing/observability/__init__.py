"""What operators see: structured logs without personal data, metrics without names of customers, health."""
