"""Pictures of a report, drawn from its signed figures alone: shapes, words, and the same as a table."""
