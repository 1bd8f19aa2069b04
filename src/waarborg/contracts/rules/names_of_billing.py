"""The names of billing that are live already: a charge comes to be here, when a customer agrees to it, and nowhere
else. The rest of billing is planned."""

DOMAIN = "billing"

SUBJECTS = {
    "charge": {"nl": "de kosten", "en": "the charge", "parents": ["customers.customer"]},
}

ACTS = {
    "charge:raise": {
        "nl": "het in rekening brengen van kosten",
        "en": "charging a cost",
        "subject": "charge",
        "writes": "contracts.charge.consented",
        "holds": ["never", "where.cause"],
    },
}
