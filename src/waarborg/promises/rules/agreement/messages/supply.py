"""What the installation's own catalogue says beside a promise about something that is not supplied. Warnings."""

from waarborg.promises.rules.agreement.messages.reading import Message

SUPPLY: dict[str, Message] = {
    "agreement.scope.unsupplied": (
        'het aanbod kent geen {kind} "{name}"; zolang dat zo is, geldt deze belofte voor niemand',
        'the catalogue has no {kind} "{name}"; as long as that is so, this promise holds for nobody',
        "neem het op in het aanbod, of kies een woord dat daar staat",
        "add it to the catalogue, or choose a word that stands there",
    ),
}
