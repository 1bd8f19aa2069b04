"""One file a verb; each takes keyword-only `by` and `at`."""
