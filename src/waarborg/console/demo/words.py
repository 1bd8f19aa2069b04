"""What is reported and answered in the demonstration, by kind."""

SUBJECTS = {
    "incident": (
        ("Uren van gisteren komen niet door naar de facturatie", "Facturatie"),
        ("Roosters van team Noord laden niet sinds vanochtend", "Planning"),
        ("Nieuwe medewerker komt niet door de tweede inlogstap", "Inloggen"),
        ("App toont oude planning na wissel van dienst", "App"),
        ("Export naar de boekhouding geeft dubbele regels", "Koppelingen"),
        ("Declaratiebestand afgekeurd door zorgkantoor", "Facturatie"),
        ("Synchronisatie van de app blijft hangen op 80 %", "App"),
        ("Niemand van de avonddienst kan inloggen", "Inloggen"),
    ),
    "bug": (
        ("Rapportage caseload telt cliënten met twee indicaties dubbel", "Rapportage"),
        ("Sortering in het weekoverzicht springt terug", "Planning"),
        ("Handtekening ontbreekt op zorgplan-pdf", "Dossier"),
        ("Verlofsaldo toont een dag te weinig na schrikkeldag", "Verlof"),
        ("Zoeken op achternaam met voorvoegsel vindt niets", "Dossier"),
    ),
    "question": (
        ("Hoe zet ik een cliënt per 1 mei in zorg zonder indicatie?", "Dossier"),
        ("Kunnen wij oude formulieren terugvinden?", "Formulieren"),
        ("Welke rechten heeft een invaller nodig?", "Beheer"),
        ("Waar stel ik de herinneringen per team in?", "Planning"),
    ),
    "coupling": (
        ("Declaraties van vorige maand blijven op verzonden staan", "Berichten"),
        ("Toewijzing van de gemeente komt niet binnen", "Berichten"),
        ("Bericht afgekeurd met een technische foutcode", "Berichten"),
    ),
    "wish": (
        ("Graag een week vooruit kunnen kopiëren", "Planning"),
        ("Kleuren per team in het maandoverzicht", "Planning"),
        ("Een eigen veld bij de intake", "Dossier"),
    ),
}


def subjects(kind: str) -> tuple[tuple[str, str], ...]:
    """What is reported of a kind, each with where in the program; a kind of an agreement's own asks questions."""
    return SUBJECTS.get(kind, SUBJECTS["question"])


WHAT = (
    "Sinds vanochtend zien wij dit bij meerdere collega’s. Vorige week werkte het nog gewoon.",
    "Het gaat om alle wijkteams. Opnieuw inloggen helpt niet. Een schermafdruk kan ik nasturen.",
    "Bij het opslaan komt er geen melding, maar na verversen staat het er niet.",
    "Dit hebben wij volgende week nodig. Kunt u meekijken wat wij verkeerd doen?",
)
FIRST = (
    "Wij hebben uw melding opgepakt en zoeken de oorzaak. U hoort vandaag meer.",
    "Dank voor uw duidelijke omschrijving. Wij kunnen het nadoen en kijken nu naar de oorzaak.",
    "Wij zijn hiermee bezig. Uw gegevens zijn veilig opgeslagen, er is niets kwijt.",
)
QUESTION = (
    "Kunt u één voorbeeld noemen, met het nummer van de medewerker en de datum? Dan controleren wij de juiste regels.",
    "Om welke browser en welk team gaat het? Met die twee gegevens kunnen wij verder.",
)
REPLY = (
    "Medewerker 20417, gisteren van 08:15 tot 08:45. In Urenregistratie staat de regel op goedgekeurd.",
    "Het gaat om team Noord, in de nieuwste versie van de browser.",
)
WORKAROUND = (
    "De overdracht is opnieuw gestart; u kunt nu verder. De blijvende oplossing volgt in de volgende versie.",
    "U kunt voorlopig via het maandoverzicht werken, daar staat alles wel goed.",
)
SOLVED = (
    "De oorzaak is hersteld en gecontroleerd op uw voorbeeld. Wilt u het ook bekijken?",
    "Dit is opgelost in de versie van vanavond. Bedankt voor het melden.",
    "Zo stelt u het in: Beheer, Teams, Herinneringen. Wij hebben het artikel erover bijgewerkt.",
)
AGAIN = ("Het is er weer: dezelfde regels, sinds vanmiddag.",)
