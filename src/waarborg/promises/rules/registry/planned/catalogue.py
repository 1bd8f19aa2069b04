"""Subjects of the catalogue: what is supplied. Other domains name them as parents."""

DOMAIN = "catalogue"

SUBJECTS = {
    "service": {"nl": "de dienst", "en": "the service"},
    "product": {"nl": "het product", "en": "the product", "parents": ["service"]},
}
