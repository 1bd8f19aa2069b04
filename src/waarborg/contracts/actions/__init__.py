"""Actions of contracts, a file for each verb."""
