"""What can come of a talk about the use of support; nothing is a choice too, and has its reason."""

CHOICES: dict[str, dict[str, dict[str, str]]] = {
    "contact": {
        "course": {"nl": "een cursus", "en": "a course"},
        "visit": {"nl": "een bezoek", "en": "a visit"},
        "consultant": {"nl": "een consultant", "en": "a consultant"},
        "talk": {"nl": "een gesprek was genoeg", "en": "a talk was enough"},
        "nothing": {"nl": "niets nodig", "en": "nothing needed"},
    },
    "fair-use": {
        "advice": {"nl": "advies", "en": "advice"},
        "proposal": {"nl": "een voorstel op maat", "en": "a tailor-made proposal"},
        "agreement": {"nl": "een extra overeenkomst", "en": "an extra agreement"},
        "nothing": {"nl": "niets nodig", "en": "nothing needed"},
    },
}
