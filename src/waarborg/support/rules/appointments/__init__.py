"""Looking along on a screen: when it can be, how it stands in a calendar file, and its names. Pure."""
