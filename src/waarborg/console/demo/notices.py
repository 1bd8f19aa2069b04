"""What the provider of the demonstration told its customers: two notices, handed out by the worker like any other."""

from datetime import datetime, timedelta

from waarborg.notices.actions.publish import publish
from waarborg.notices.actions.write import Meant, Words, write
from waarborg.plumbing.actors import SYSTEM

MAINTENANCE = Words(
    "Onderhoud in de nacht van zaterdag op zondag",
    "Beste {naam},\n\nIn de nacht van zaterdag op zondag werken wij aan het platform, tussen 02:00 en 04:00. U kunt dan"
    " korte tijd niet inloggen. Uw gegevens lopen geen gevaar.",
    "Maintenance in the night from Saturday to Sunday",
    "Dear {name},\n\nIn the night from Saturday to Sunday we work on the platform, between 02:00 and 04:00. You may not"
    " be able to sign in for a short while. Your data are not at risk.",
)
SECURITY = Words(
    "Wat u doet bij een verdachte e-mail",
    "Beste {naam},\n\nEr gaan e-mails rond uit naam van leveranciers in de zorg. {leverancier} vraagt nooit om uw"
    " wachtwoord. Wilt u bevestigen dat u dit gelezen hebt?",
    "What to do with a suspicious e-mail",
    "Dear {name},\n\nE-mails go round in the name of suppliers in health care. {provider} never asks for your password."
    " Would you confirm that you have read this?",
)


def tell(*, now: datetime) -> None:
    """In the scope of the desk, when everything else stands."""
    for words, meant in (
        (MAINTENANCE, Meant("maintenance", shown_until=now + timedelta(days=4))),
        (SECURITY, Meant("security", needs_confirmation=True)),
    ):
        publish(write(None, words, meant, by=SYSTEM, at=now).id, by=SYSTEM, at=now)
