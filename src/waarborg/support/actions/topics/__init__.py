"""Saying what topic a ticket is about, contesting that, and closing what is not ours to do."""
