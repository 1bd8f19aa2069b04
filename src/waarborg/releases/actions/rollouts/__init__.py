"""Roll-outs in waves: a file a verb."""
