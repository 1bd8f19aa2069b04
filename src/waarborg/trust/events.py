"""What trust writes in the journal."""

REPORT_MADE = "trust.report.made"
KEY_MADE = "trust.signing-key.made"
AUDIT_HELD = "trust.audit.held"
MEASURE_RECORDED = "trust.physical-measure.recorded"
MEASURE_ENDED = "trust.physical-measure.ended"
FUNCTION_REPORTED = "trust.function.reported"
