"""Exports of other systems as their interfaces give them: read piece by piece, and put into words of our own."""
