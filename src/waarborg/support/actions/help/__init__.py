"""Help that can be asked or bought: keeping the catalogue, asking, booking days."""
