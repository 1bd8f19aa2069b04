"""Names of availability: the register of monitoring sources, checks of the running product."""

DOMAIN = "availability"

REGISTERS = {
    "monitoring-source": {"nl": "de meetbron", "en": "the monitoring source"},
}

CHECKS = {
    "use-statistics": {"nl": "de gebruiksstatistieken", "en": "the use statistics"},
}
