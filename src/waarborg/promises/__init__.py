"""Agreement files, clocks, measures, rules, facts and their verdicts."""
