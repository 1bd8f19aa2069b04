"""One file a verb; each takes keyword-only `by` and `at`, except what is derived and has no actor."""
