"""What can be wrong with a line of an import; each says what to do about it."""

from dataclasses import dataclass

from waarborg.kernel.errors import BadInput


@dataclass(frozen=True, slots=True)
class Problem:
    """A line (its number in the file) that cannot be taken: `column` as the file heads it, and the cell's `value`."""

    line: int
    column: str
    value: str
    refusal: BadInput


class EmptyCell(BadInput):
    code = "customers.import.empty-cell"
    nl = "Hier moet iets staan."
    en = "Something must stand here."
    nl_way_out = "Vul de cel in. Waren in het rekenblad cellen samengevoegd? Herhaal de waarde dan op elke regel."
    en_way_out = "Fill in the cell. Were cells merged in the spreadsheet? Then repeat the value on every line."


class TooManyCells(BadInput):
    code = "customers.import.too-many-cells"
    nl = "Deze regel heeft meer cellen ({cells}) dan er kolomnamen zijn ({headings})."
    en = "This line has more cells ({cells}) than there are column names ({headings})."
    nl_way_out = "Staat er een scheidingsteken in een tekst? Zet die tekst tussen aanhalingstekens."
    en_way_out = "Is there a delimiter inside a text? Put that text between quotation marks."


class TooLong(BadInput):
    code = "customers.import.too-long"
    nl = "Hier passen ten hoogste {most} tekens; er staan er {length}."
    en = "At most {most} characters fit here; there are {length}."
    nl_way_out = "Kort de tekst in."
    en_way_out = "Shorten the text."


class Unprintable(BadInput):
    code = "customers.import.unprintable"
    nl = "Hier staan tekens die niet te tonen zijn."
    en = "There are characters here that cannot be shown."
    nl_way_out = "Typ de waarde opnieuw."
    en_way_out = "Type the value again."


class NotANumber(BadInput):
    code = "customers.import.not-a-number"
    nl = "Dit is geen heel getal."
    en = "This is not a whole number."
    nl_way_out = "Schrijf alleen cijfers, zoals 180."
    en_way_out = "Write digits only, such as 180."


class NotAMoment(BadInput):
    code = "customers.import.not-a-moment"
    nl = "Dit is geen datum of tijdstip dat maar op één manier te lezen is."
    en = "This is not a date or instant that can be read in one way only."
    nl_way_out = "Schrijf 2026-04-03, 3-4-2026, 2026-04-03 16:30 of 2026-04-03T16:30:00+02:00."
    en_way_out = "Write 2026-04-03, 3-4-2026, 2026-04-03 16:30 or 2026-04-03T16:30:00+02:00."


class StillToCome(BadInput):
    code = "customers.import.still-to-come"
    nl = "Dit tijdstip ligt in de toekomst."
    en = "This instant lies in the future."
    nl_way_out = "Controleer dag, maand en jaar."
    en_way_out = "Check day, month and year."


class NoSuchWord(BadInput):
    code = "customers.import.no-such-word"
    nl = "Dit woord kennen wij hier niet."
    en = "We do not know this word here."
    nl_way_out = "Gebruik een van deze: {words}."
    en_way_out = "Use one of these: {words}."


class TwiceInFile(BadInput):
    code = "customers.import.twice-in-file"
    nl = "Dit staat ook op regel {first}."
    en = "This stands on line {first} as well."
    nl_way_out = "Houd een van de twee regels over."
    en_way_out = "Keep one of the two lines."


class Taken(BadInput):
    code = "customers.import.taken"
    nl = "Dit is al in gebruik."
    en = "This is in use already."
    nl_way_out = "Kies een andere waarde, of laat de cel leeg."
    en_way_out = "Choose another value, or leave the cell empty."


class NoSuchCustomer(BadInput):
    code = "customers.import.no-such-customer"
    nl = "Wij kennen geen klant met deze referentie, korte naam of unieke naam."
    en = "We know no customer by this reference, short name or unique name."
    nl_way_out = "Neem eerst het bestand met klanten over, met dezelfde bron."
    en_way_out = "Import the file of customers first, with the same source."


class NoSuchPerson(BadInput):
    code = "customers.import.no-such-person"
    nl = "Bij deze klant werkt niemand met dit e-mailadres of deze referentie."
    en = "Nobody at this customer has this e-mail address or reference."
    nl_way_out = "Neem eerst het bestand met personen over."
    en_way_out = "Import the file of people first."


class EndsBefore(BadInput):
    code = "customers.import.ends-before"
    nl = "Het einde ligt niet na het begin."
    en = "The end does not lie after the beginning."
    nl_way_out = "Draai de twee om, of laat het einde leeg."
    en_way_out = "Swap the two, or leave the end empty."
