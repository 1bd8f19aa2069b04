"""Texts that come with the product to begin a notice or a template with. They are nobody's until somebody keeps them.

What only the writer knows stands in square brackets, twice: `[[begin]]`. Nothing is published while one is left.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Ready:
    key: str
    kind: str
    nl: str
    en: str
    title_nl: str
    title_en: str
    body_nl: str
    body_en: str

    def words(self, lang: str) -> str:
        return self.nl if lang == "nl" else self.en


_MAINTENANCE = Ready(
    "maintenance", "maintenance", "Gepland onderhoud", "Planned maintenance",
    "Onderhoud op [[dag]]", "Maintenance on [[day]]",
    """Beste {naam},

Op [[dag]] van [[begin]] tot [[eind]] voeren wij onderhoud uit. In die tijd werkt [[wat]] niet of trager.

Waarom: [[reden in één zin]].

U hoeft niets te doen. Sla uw werk op voordat het begint; wat u daarna invoert, kan verloren gaan. Hebt u er \
last van, laat het ons dan weten met een melding in het portaal.

{leverancier}""",
    """Dear {name},

On [[day]] from [[begin]] to [[end]] we carry out maintenance. In that time [[what]] does not work, or is slower.

Why: [[the reason in one sentence]].

You need not do anything. Save your work before it begins; what you enter afterwards may be lost. If it \
troubles you, tell us by a report in the portal.

{provider}""",
)  # fmt: skip
_OUTAGE = Ready(
    "outage", "maintenance", "Storing", "Outage",
    "Storing: [[wat werkt niet]]", "Outage: [[what does not work]]",
    """Sinds [[begin]] werkt [[wat]] niet. Wij zijn ermee bezig.

Wat u merkt: [[gevolg]].
Wat wel werkt: [[wat]].
Wat u intussen kunt doen: [[omweg, of: niets]].

Om [[tijd]] laten wij opnieuw van ons horen, ook als het dan nog niet is opgelost.

{leverancier}""",
    """Since [[begin]] [[what]] does not work. We are working on it.

What you notice: [[effect]].
What does work: [[what]].
What you can do meanwhile: [[a way round, or: nothing]].

At [[time]] you hear from us again, even if it is not solved by then.

{provider}""",
)  # fmt: skip
_OVER = Ready(
    "outage-over", "maintenance", "Storing opgelost", "Outage solved",
    "Opgelost: [[wat niet werkte]]", "Solved: [[what did not work]]",
    """De storing van [[begin]] is sinds [[eind]] opgelost; [[wat]] werkt weer.

Oorzaak: [[oorzaak]].
Wat wij doen om herhaling te voorkomen: [[maatregel]].

Merkt u er toch nog iets van, maak dan een melding in het portaal. Onze excuses voor het ongemak.

{leverancier}""",
    """The outage of [[begin]] has been solved since [[end]]; [[what]] works again.

Cause: [[cause]].
What we do so that it does not happen again: [[measure]].

If you still notice something, make a report in the portal. We apologise for the trouble.

{provider}""",
)  # fmt: skip
_SECURITY = Ready(
    "security", "security", "Beveiliging: kwetsbaarheid", "Security: vulnerability",
    "Beveiliging: [[waar het over gaat]]", "Security: [[what it is about]]",
    """Beste {naam},

Op [[dag]] hebben wij een kwetsbaarheid gevonden in [[onderdeel]]. Sinds [[moment]] is zij verholpen.

Wat er had kunnen gebeuren: [[gevolg]].
Wat wij weten over misbruik: [[bevinding]].
Wat {klant} moet doen: [[handeling, of: niets]].

Vragen stelt u met een melding in het portaal; wij antwoorden daar.

{leverancier}""",
    """Dear {name},

On [[day]] we found a vulnerability in [[part]]. It has been mended since [[moment]].

What could have happened: [[effect]].
What we know of misuse: [[finding]].
What {customer} has to do: [[what to do, or: nothing]].

Ask your questions by a report in the portal; we answer there.

{provider}""",
)  # fmt: skip
_PRICES = Ready(
    "prices", "terms", "Prijswijziging", "Change of prices",
    "Onze prijzen vanaf [[ingangsdatum]]", "Our prices from [[effective date]]",
    """Beste {naam},

Vanaf [[ingangsdatum]] veranderen onze prijzen. Voor {klant} betekent dat: van [[oude prijs]] naar [[nieuwe \
prijs]] per [[periode]].

Waarom: [[reden]].

Bent u het er niet mee eens, dan kunt u tot en met [[laatste dag]] bezwaar maken of opzeggen, op de manier die \
in uw overeenkomst staat. U leest die in het portaal onder Overeenkomst.

{leverancier}""",
    """Dear {name},

From [[effective date]] our prices change. For {customer} that means: from [[old price]] to [[new price]] per \
[[period]].

Why: [[reason]].

If you do not agree, you can object or cancel up to and including [[last day]], in the way that your agreement \
says. You read it in the portal under Agreement.

{provider}""",
)  # fmt: skip
_PROCESSOR = Ready(
    "sub-processor", "security", "Nieuwe subverwerker", "New sub-processor",
    "Een nieuwe subverwerker: [[naam]]", "A new sub-processor: [[name]]",
    """Beste {naam},

Vanaf [[ingangsdatum]] laten wij [[werk]] doen door [[naam van de subverwerker]] te [[plaats en land]].

Om welke gegevens het gaat: [[gegevens]].
Waar zij worden bewaard: [[land]].

Bezwaar maakt u tot en met [[laatste dag]], op de manier die in uw verwerkersovereenkomst staat.

{leverancier}""",
    """Dear {name},

From [[effective date]] we have [[work]] done by [[name of the sub-processor]] at [[place and country]].

Which data it is about: [[data]].
Where they are kept: [[country]].

You can object up to and including [[last day]], in the way that your processing agreement says.

{provider}""",
)  # fmt: skip
_RELEASE = Ready(
    "release", "release", "Nieuwe versie", "New release",
    "Nieuw vanaf [[dag]]: [[wat]]", "New from [[day]]: [[what]]",
    """Beste {naam},

Vanaf [[dag]] vindt u in het product:

- [[wat er nieuw is]]
- [[wat er anders gaat]]

Meer leest u op [[adres]]. U hoeft niets te doen.

{leverancier}""",
    """Dear {name},

From [[day]] on you find in the product:

- [[what is new]]
- [[what works differently]]

Read more at [[address]]. You need not do anything.

{provider}""",
)  # fmt: skip
READY: Final = {one.key: one for one in (_MAINTENANCE, _OUTAGE, _OVER, _SECURITY, _PRICES, _PROCESSOR, _RELEASE)}
