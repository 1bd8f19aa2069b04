"""Features and what customers say of them: a file a verb."""
