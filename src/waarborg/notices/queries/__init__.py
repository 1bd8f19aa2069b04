"""Reading notices, and whom they reached."""
