"""Pure rules of proof: envelopes, chains, what a report says, and how it is verified offline."""
