"""Trust: evidence reports that prove to a customer how the promises were kept."""
