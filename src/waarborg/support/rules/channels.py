"""The ways in which something reaches us, in words that stand behind a name or an instant."""

CHANNELS: dict[str, dict[str, str]] = {
    "portal": {"nl": "via het portaal", "en": "by portal"},
    "phone": {"nl": "per telefoon", "en": "by telephone"},
    "mail": {"nl": "per e-mail", "en": "by e-mail"},
    "chat": {"nl": "in de chat", "en": "in the chat"},
    "appointment": {"nl": "in een afspraak om mee te kijken", "en": "in an appointment to look along"},
    "api": {"nl": "via de API", "en": "through the API"},
    "widget": {"nl": "via de hulpknop", "en": "by the help button"},
    "import": {"nl": "overgenomen uit een ander systeem", "en": "imported from another system"},
    "desk": {"nl": "servicedesk", "en": "service desk"},
}
# Those that staff may fill in when they take a report.
TAKEN = ("phone", "mail")
