"""Who is in the demonstration. All invented, and named so that nobody takes them for real people or organisations."""

from dataclasses import dataclass
from random import Random

KINDS = (
    "Stichting Thuiszorg", "Zorggroep", "Jeugdhulp", "Gezinshuizen", "Dagbesteding", "Kraamzorg",
    "Ambulante Begeleiding", "Stichting Begeleid Wonen",
)  # fmt: skip
PLACES = (
    "Merendaal", "Hazelvoort", "Veldrade", "Elzerbroek", "Dijkerwoude", "Duinerveen", "Oosterlindum", "Rietlanden",
    "Morgenveld", "Zeven Sluizen", "Wilgenhage", "Lisserdonk", "Grootermeer", "Kievitslo", "Vossebroek", "Heerenzijl",
    "Noorderhage", "Zilverkamp", "Waterlaar", "Kastanjehof",
)  # fmt: skip
SURNAMES = (
    "Voorbeeld", "Specimen", "Fictief", "Monster", "Proef", "Model", "Fantasie", "Verzonnen", "Denkbeeld", "Sjabloon",
)  # fmt: skip
LONG = "Coöperatieve Vereniging voor Wijkverpleging en Begeleiding in Oosterlindum en Omstreken U.A."
MAIN = "Stichting Thuiszorg Merendaal"

OWNER, ADMINISTRATOR, CONTACT = "customer.owner", "customer.administrator", "customer.support-contact"


@dataclass(frozen=True, slots=True)
class Role:
    """Somebody: name, address and the roles held."""

    name: str
    email: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class House:
    """An organisation with its people; `size` is a head count, `busy` the share of reports it makes."""

    name: str
    slug: str
    size: int
    people: tuple[Role, ...]
    language: str = "nl"

    def holding(self, role: str) -> tuple[Role, ...]:
        return tuple(person for person in self.people if role in person.roles)


DOMAIN = "@voorbeeld.example"
STAFF = House(
    "Voorbeeld Software",
    "voorbeeld-software",
    24,
    (
        Role("R. Specimen", "r.specimen@voorbeeld.example", ("provider.support",)),
        Role("T. Fictief", "t.fictief@voorbeeld.example", ("provider.support",)),
        Role("F. Monster", "f.monster@voorbeeld.example", ("provider.support",)),
        Role("K. Voorbeeld", "k.voorbeeld@voorbeeld.example", ("provider.service-manager", "provider.support")),
        Role("P. Proef", "p.proef@voorbeeld.example", ("provider.operator",)),
        Role("S. Model", "s.model@voorbeeld.example", ("provider.success",)),
    ),
)


def houses(count: int, source: Random) -> list[House]:
    """`count` customers, the main one first; the same source gives the same."""
    names = [MAIN, LONG]
    for round_ in range(count):
        name = f"{KINDS[(round_ * 3 + round_ // 8) % len(KINDS)]} {PLACES[(round_ * 7 + round_ // 20) % len(PLACES)]}"
        if name not in names:
            names.append(name)
    return [_house(name, number, source) for number, name in enumerate(names[:count])]


def _house(name: str, number: int, source: Random) -> House:
    slug = "merendaal" if number == 0 else "-".join(name.lower().replace("ö", "o").replace(".", "").split()[-2:])
    slug = f"{slug}-{number}" if number else slug
    names = source.sample([f"{letter}. {surname}" for letter in "ABCDEGHJLMNPV" for surname in SURNAMES], 5)
    roles = ((OWNER,), (ADMINISTRATOR, CONTACT), (CONTACT,), (CONTACT,), ("customer.user",))
    people = tuple(
        Role(person, f"{person.lower().replace('. ', '.')}@{slug}.example", held)
        for person, held in zip(names, roles, strict=True)
    )
    size = source.choice((9, 24, 48, 90, 180, 412, 950))
    return House(name, slug, size, people, "en" if number % 13 == 12 else "nl")
