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
        # Each of them is looked at where a charge comes to be (contracts/actions/consent_to_charge.py).
        "holds": ["never", "where.cause", "where.plan", "where.evidence", "needs.contracts.quote.accepted"],
    },
}
