"""What trust writes in the journal."""

REPORT_MADE = "trust.report.made"
KEY_MADE = "trust.signing-key.made"
