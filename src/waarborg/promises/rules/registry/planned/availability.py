"""Names of availability: checks of the running product."""

DOMAIN = "availability"

CHECKS = {
    "use-statistics": {"nl": "de gebruiksstatistieken", "en": "the use statistics"},
}
