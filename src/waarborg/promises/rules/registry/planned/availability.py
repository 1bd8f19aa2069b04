"""Names of availability: misuse checks, the register of monitoring sources, checks of the running product."""

DOMAIN = "availability"

SUBJECTS = {
    "misuse-check": {"nl": "de controle op misbruik", "en": "the check for misuse", "parents": ["catalogue.service"]},
}

EVENTS = {
    "misuse-check:done": {"nl": "de controle op misbruik", "en": "the check for misuse", "subjects": ["misuse-check"]},
}

REGISTERS = {
    "monitoring-source": {"nl": "de meetbron", "en": "the monitoring source"},
}

CHECKS = {
    "use-statistics": {"nl": "de gebruiksstatistieken", "en": "the use statistics"},
}
