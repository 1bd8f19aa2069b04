"""Help that can be asked or bought: consultancy days, trainings, partners. Pure."""
