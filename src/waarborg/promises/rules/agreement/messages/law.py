"""What the law says beside a promise that says less. Warnings: information, not legal advice."""

from waarborg.promises.rules.agreement.messages.reading import Message

_NL, _EN = "Dit is informatie, geen juridisch advies", "This is information, not legal advice"

LAW: dict[str, Message] = {
    "LAW-DATA-ACT-25-NOTICE": (
        '"{value}" kan langer zijn dan de twee maanden die de Dataverordening bij een overstap toestaat ({source})',
        '"{value}" can be longer than the two months that the Data Act allows for switching ({source})',
        _NL,
        _EN,
    ),
    "LAW-DATA-ACT-25-RETRIEVAL": (
        '"{value}" is minder dan de 30 dagen die de Dataverordening geeft om gegevens op te halen ({source})',
        '"{value}" is less than the 30 days that the Data Act gives to retrieve data ({source})',
        _NL,
        _EN,
    ),
    "LAW-DATA-ACT-29-CHARGE": (
        'kosten voor een overstap ("{value}") mogen vanaf {since} niet meer ({source})',
        'charges for switching ("{value}") are no longer allowed from {since} ({source})',
        _NL,
        _EN,
    ),
    "LAW-GDPR-12-3": (
        '"{value}" is langer dan de maand die de AVG geeft om op een verzoek te antwoorden ({source})',
        '"{value}" is longer than the month that the GDPR gives to answer a request ({source})',
        _NL,
        _EN,
    ),
    "LAW-GDPR-28-2": (
        '"{value}" laat de klant geen tijd voor bezwaar tegen een nieuwe subverwerker, zoals de AVG vraagt ({source})',
        '"{value}" leaves the customer no time to object to a new sub-processor, as the GDPR asks ({source})',
        _NL,
        _EN,
    ),
    "LAW-GDPR-33-2": (
        '"{value}" is langer dan de AVG toelaat: zonder onredelijke vertraging; de klant heeft 72 uur ({source})',
        '"{value}" waits longer than the GDPR allows: without undue delay; the customer has 72 hours ({source})',
        _NL,
        _EN,
    ),
    "LAW-GDPR-PAUSE": (
        'een wettelijke termijn staat niet stil, ook niet bij "{value}" ({source})',
        'a statutory term never pauses, not at "{value}" either ({source})',
        _NL,
        _EN,
    ),
    "LAW-BW-6-119A": (
        '"{value}" is langer dan de 30 dagen waarna een overheid of grote onderneming rente verschuldigd is ({source})',
        '"{value}" is longer than the 30 days after which a public body or large company owes interest ({source})',
        _NL,
        _EN,
    ),
}
