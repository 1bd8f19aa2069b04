"""Names of customers: organisations, their people, and who may speak for them."""

DOMAIN = "customers"


INDICATORS = {
    "customer:count": {"nl": "het aantal klanten", "en": "the number of customers", "unit": "count"},
}
