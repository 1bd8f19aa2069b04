"""Why a mail stands where it stands: a word in its row, a sentence with what to do on the desk's page."""

from collections.abc import Mapping
from typing import Any, NamedTuple


class Why(NamedTuple):
    """What is the matter, and what somebody can do about it."""

    nl: str
    en: str
    nl_do: str = ""
    en_do: str = ""


# Whose mail is held: nobody decided yet.
HELD: dict[str, Why] = {
    "stranger": Why(
        "Wij kennen dit adres niet.",
        "We do not know this address.",
        "Hoort de afzender bij een klant? Voeg hem daar toe en plaats de mail, of leg haar terzijde.",
        "Does the sender belong to a customer? Add him there and place the mail, or put it aside.",
    ),
    "may-not-ask": Why(
        "De afzender hoort bij een klant, maar mag namens die klant geen meldingen doen.",
        "The sender belongs to a customer, but may not report on its behalf.",
        "Plaats de mail op naam van iemand die dat mag, of vraag de klant om deze persoon te machtigen.",
        "Place the mail in the name of somebody who may, or ask the customer to authorise this person.",
    ),
    "merged": Why(
        "De klant van de afzender is opgegaan in een andere klant, en daar mag de afzender nog geen meldingen doen.",
        "The sender's customer became part of another one, for which the sender may not report yet.",
        "Plaats de mail bij de klant die verdergaat, op naam van wie dat mag; diens eigenaar kan de afzender toelaten.",
        "Place the mail with the customer that goes on, in the name of who may; its owner can let the sender in.",
    ),
    "two-customers": Why(
        "De afzender mag namens meer dan één klant melden, en de mail hoort bij geen melding.",
        "The sender may report for more than one customer, and the mail belongs to no ticket.",
        "Kies voor welke klant deze mail is.",
        "Choose which customer this mail is for.",
    ),
    "two-tickets": Why(
        "De mail ging naar de antwoordadressen van meer dan één melding.",
        "The mail went to the reply addresses of more than one ticket.",
        "Kies bij welke melding zij hoort.",
        "Choose which ticket it belongs to.",
    ),
    "not-theirs": Why(
        "Een antwoordadres van een melding, gebruikt door iemand die daar niet op mag reageren.",
        "The reply address of a ticket, used by somebody who may not reply there.",
        "Vraag de klant of deze persoon mag meelezen, en plaats de mail dan bij de melding.",
        "Ask the customer whether this person may read along, then place the mail at the ticket.",
    ),
    "not-signed": Why(
        "Het antwoordadres is niet door ons gemaakt, of met een sleutel die er niet meer is.",
        "The reply address was not made by us, or with a key that is not there any more.",
        "Kijk naar de inhoud; plaats de mail bij de melding waar zij over gaat.",
        "Look at what it says; place the mail at the ticket it is about.",
    ),
    "forged": Why(
        "Onze eigen mailserver vond dat de afzender niet klopt (DMARC).",
        "Our own mail server found that the sender is not right (DMARC).",
        "Bel de klant op een bekend nummer voordat u iets met deze mail doet.",
        "Call the customer on a number you know before you do anything with this mail.",
    ),
    "unchecked": Why(
        "De mail kwam niet langs onze eigen mailserver: niemand heeft de afzender gecontroleerd.",
        "The mail did not come past our own mail server: nobody checked its sender.",
        "Kijk of WAARBORG_MAIL_IN_RELAY de naam is waaronder uw mailserver schrijft.",
        "Look whether WAARBORG_MAIL_IN_RELAY is the name under which your mail server writes.",
    ),
    "colleague": Why(
        "De afzender is een collega.",
        "The sender is a colleague.",
        "Neem namens de klant een melding aan, of antwoord op de pagina van de melding.",
        "Take a report on the customer's behalf, or answer on the page of the ticket.",
    ),
    "many": Why(
        "Meer dan {most} mails in een uur van dit adres.",
        "More than {most} mails in an hour from this address.",
        "Is het een programma dat op hol slaat? Bel de afzender; plaats of leg terzijde wat u wilt.",
        "Is it a program run wild? Call the sender; place or put aside what you like.",
    ),
    "refused": Why(
        "De melding kon zo niet worden gedaan: {said}",
        "The report could not be made like this: {said}",
        "Plaats de mail met de hand, of leg haar terzijde.",
        "Place the mail by hand, or put it aside.",
    ),
}  # fmt: skip
UNREADABLE: dict[str, Why] = {
    "empty": Why("De mail is leeg.", "The mail is empty."),
    "no-head": Why("De mail heeft geen kop, dus ook geen afzender.", "The mail has no head, and so no sender."),
    "no-sender": Why("De mail noemt geen afzender.", "The mail names no sender."),
    "too-deep": Why("De mail zit te diep in zichzelf verpakt.", "The mail is wrapped in itself too deeply."),
    "too-many-parts": Why("De mail bestaat uit te veel delen.", "The mail consists of too many parts."),
    "encrypted": Why("De mail is versleuteld; wij hebben geen sleutel.", "The mail is encrypted; we have no key."),
    "too-large": Why(
        "De mail is groter dan 40 MB. Zij staat nog in het postvak.",
        "The mail is larger than 40 MB. It is still in the mailbox.",
    ),
    "lost": Why("De opslag kan de mail niet meer vinden.", "The store cannot find the mail any more."),
    "failed": Why(
        "Het lezen ging drie keer mis ({what}); log/worker.log zegt meer.",
        "Reading it went wrong three times ({what}); log/worker.log says more.",
    ),
}  # fmt: skip
UNREADABLE_DO = (
    "Bewaar de mail zoals zij kwam en open haar in een mailprogramma, of vraag de afzender haar opnieuw te sturen.",
    "Save the mail as it came and open it in a mail program, or ask the sender to send it again.",
)
BOUNCED: dict[str, Why] = {
    "gone": Why(
        "Onze mail kwam terug: {address} bestaat niet ({status}). Het adres krijgt geen mail meer.",
        "Our mail came back: {address} does not exist ({status}). The address gets no more mail.",
        "Vraag de klant om het juiste adres.",
        "Ask the customer for the right address.",
    ),
    "failed": Why(
        "Onze mail aan {address} kwam terug ({status}).",
        "Our mail to {address} came back ({status}).",
        "Lees wat de andere kant zei, en bereik de klant zo nodig anders.",
        "Read what the other side said, and reach the customer in another way where needed.",
    ),
    "delayed": Why(
        "Onze mail aan {address} is vertraagd ({status}); zij wordt nog geprobeerd.",
        "Our mail to {address} is delayed ({status}); it is still tried.",
    ),
    "unknown": Why(
        "Er kwam een mail terug die niet van ons is, of die wij niet meer kennen.",
        "A mail came back that is not ours, or that we do not know any more.",
    ),
}
IGNORED: dict[str, Why] = {
    "automatic": Why(
        "Geschreven door een programma: er is niets mee gedaan en niemand kreeg antwoord.",
        "Written by a program: nothing was done with it and nobody was answered.",
    ),
    "calendar-reply": Why("Een antwoord op een uitnodiging.", "An answer to an invitation."),
    "own": Why("Een mail van ons die rondging.", "A mail of ours that came round."),
    "repeated": Why("Dezelfde mail nog een keer.", "The same mail once more."),
}
TAKEN: dict[str, Why] = {
    "opened": Why("Werd een nieuwe melding.", "Became a new ticket."),
    "replied": Why("Is een reactie op de melding.", "Is a reply to the ticket."),
    "followed": Why(
        "Werd een nieuwe melding: die waar zij over gaat is ingetrokken.",
        "Became a new ticket: the one it is about was withdrawn.",
    ),
    "placed": Why("Met de hand geplaatst.", "Placed by hand."),
}
ALL = {"held": HELD, "unreadable": UNREADABLE, "bounced": BOUNCED, "ignored": IGNORED, "taken": TAKEN}


def why(state: str, reason: str, about: Mapping[str, Any], lang: str) -> tuple[str, str]:
    """What is the matter and what to do, in `lang`; the word itself where nobody named it."""
    found = ALL.get(state, {}).get(reason)
    if found is None:
        return (reason, "")
    said, do = (found.nl, found.nl_do) if lang == "nl" else (found.en, found.en_do)
    if state == "unreadable":
        do = UNREADABLE_DO[0 if lang == "nl" else 1]
    words: dict[str, Any] = {"most": "", "said": "", "what": "", "address": "", "status": "", **about}
    if isinstance(words["said"], dict):
        words["said"] = words["said"].get(lang, "")
    return said.format(**words), do
