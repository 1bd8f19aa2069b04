"""Why something cannot be probed so, or from there."""

from waarborg.kernel.errors import BadInput, Refusal


class NoName(BadInput):
    code = "availability.probe.no-name"
    nl = "Geef een naam van hoogstens {most} tekens."
    en = "Give a name of at most {most} characters."


class NameTaken(BadInput):
    code = "availability.probe.name-taken"
    nl = "Er is al iets met de naam {name}."
    en = "There is something called {name} already."


class UnknownComponent(BadInput):
    code = "availability.probe.component"
    nl = "Dit onderdeel staat niet (meer) in de catalogus."
    en = "This component is not (or no longer) in the catalogue."


class UnknownPlace(BadInput):
    code = "availability.probe.place"
    nl = "Kies ten minste één meetplaats die er nog is."
    en = "Choose at least one probing place that is still there."


class TooFewPlaces(BadInput):
    code = "availability.probe.too-few-places"
    nl = "Er wordt op {places} plaatsen gemeten; dan kunnen er geen {needed} nodig zijn."
    en = "It is probed at {places} places; then {needed} cannot be needed."


class KindStays(BadInput):
    code = "availability.probe.kind-stays"
    nl = "Onderdeel en soort van een meting blijven zoals zij zijn."
    en = "Component and kind of a probe stay as they are."
    nl_way_out = "Haal deze meting weg en maak een nieuwe."
    en_way_out = "Remove this probe and make a new one."


class ProbeChanged(Refusal):
    code = "availability.probe.changed-meanwhile"
    nl = "Een collega veranderde deze meting intussen. Kijk eerst hoe zij nu is."
    en = "A colleague changed this probe meanwhile. Look first at how it is now."


class OwnPlace(Refusal):
    code = "availability.place.own"
    nl = "De eigen meetplaats hoort bij het platform en blijft."
    en = "The own place belongs to the platform and stays."


class PlaceNeeded(Refusal):
    code = "availability.place.needed"
    nl = "De meting {probe} kan niet zonder deze plaats."
    en = "The probe {probe} cannot do without this place."
    nl_way_out = "Verander eerst die meting."
    en_way_out = "Change that probe first."
