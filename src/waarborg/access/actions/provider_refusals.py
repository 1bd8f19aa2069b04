"""What may come of asking an organisation's provider who somebody is."""

from dataclasses import dataclass

from waarborg.kernel.errors import Refusal


@dataclass(frozen=True, slots=True)
class Claims:
    """`subject` is who it is, for good; `email` (lower case, or empty) is what they are called now."""

    subject: str
    email: str


class ProviderAway(Refusal):
    """`why` (a word, for the log) says which way: name, no-answer, tls, slow, status and so on."""

    code = "access.sign-on.away"
    status = 503
    nl = "De inlogdienst van uw organisatie is nu niet bereikbaar ({why})."
    en = "The sign-in service of your organisation cannot be reached now ({why})."
    nl_way_out = (
        "Probeer het over een paar minuten opnieuw. Blijft dit zo, vraag het de eigenaar van uw organisatie: die kan"
        " altijd met wachtwoord en tweede stap inloggen."
    )
    en_way_out = (
        "Try again in a few minutes. If it stays like this, ask the owner of your organisation, who can always sign in"
        " with a password and second step."
    )


class ProviderUnclear(Refusal):
    """The answer does not check; `why` names the check."""

    code = "access.sign-on.unclear"
    status = 422
    nl = "Het antwoord van de inlogdienst van uw organisatie klopt niet ({why}); u bent niet ingelogd."
    en = "The answer of the sign-in service of your organisation does not check ({why}); you are not signed in."
    nl_way_out = "Begin opnieuw. Gebeurt het weer, geef het woord tussen haakjes dan door aan uw beheerder."
    en_way_out = "Start again. If it happens once more, tell your administrator the word in brackets."


class ProviderDenied(Refusal):
    code = "access.sign-on.denied"
    status = 422
    nl = "De inlogdienst van uw organisatie heeft u niet doorgelaten, of u hebt afgebroken."
    en = "The sign-in service of your organisation did not let you through, or you broke off."
    nl_way_out = "Begin opnieuw, of vraag uw beheerder of u deze toepassing mag gebruiken."
    en_way_out = "Start again, or ask your administrator whether you may use this application."
