"""Why a roll-out cannot be planned, a wave not begun, a customer not moved, a migration not recorded."""

from waarborg.kernel.errors import BadInput, Refusal


class NoVersion(BadInput):
    code = "releases.rollout.no-version"
    nl = "Zeg welke versie, in ten hoogste 40 tekens."
    en = "Say which version, in at most 40 characters."


class NoShares(BadInput):
    code = "releases.rollout.shares"
    nl = "Geef elke groep behalve de laatste een deel van de klanten; samen minder dan 100 %."
    en = "Give each wave but the last a share of the customers; together less than 100 %."


class ShareTooLarge(Refusal):
    code = "releases.rollout.share-too-large"
    nl = "In een overeenkomst staat dat de eerste groep ten hoogste {share} van de klanten is."
    en = "An agreement says that the first wave is at most {share} of the customers."
    nl_way_out = "Maak de eerste groep kleiner."
    en_way_out = "Make the first wave smaller."


class NotInOrder(BadInput):
    code = "releases.rollout.not-in-order"
    nl = "De groepen beginnen na nu, elke later dan die ervoor."
    en = "The waves begin after now, each later than the one before."


class WrongBounds(BadInput):
    code = "releases.rollout.bounds"
    nl = "Het aandeel mislukte verzoeken is 0 % of meer en minder dan 100 %; het aantal verzoeken ten minste 1."
    en = "The share of failed requests is 0 % or more and less than 100 %; the number of requests at least 1."


class NobodyThere(Refusal):
    code = "releases.rollout.nobody"
    nl = "Er is geen klant voor wie deze versie is."
    en = "There is no customer whom this version is for."


class ByAgreement(Refusal):
    """Said in the words of the agreement."""

    code = "releases.rollout.not-by-agreement"
    nl = "{said}"
    en = "{said}"
    nl_way_out = "Het eerste moment dat kan: {earliest}. De regel is {promise}."
    en_way_out = "The first moment that can be: {earliest}. The rule is {promise}."


class Stopped(Refusal):
    code = "releases.rollout.stopped"
    nl = "Deze uitrol ligt stil."
    en = "This roll-out is stopped."
    nl_way_out = "Hervat hem, met de reden waarom het verder kan."
    en_way_out = "Resume it, with the reason why it can go on."


class WrongState(Refusal):
    code = "releases.rollout.state"
    nl = "Dat kan niet met een uitrol die {state} is."
    en = "That cannot be done with a roll-out that is {state}."


class NotItsTurn(Refusal):
    code = "releases.wave.not-its-turn"
    nl = "Deze groep is al begonnen, of de groep ervoor nog niet."
    en = "This wave has begun already, or the one before has not."


class NotYetThen(Refusal):
    code = "releases.wave.not-yet"
    nl = "Deze groep begint op {begins}."
    en = "This wave begins at {begins}."


class NotHealthy(Refusal):
    code = "releases.wave.not-healthy"
    nl = "Van de groep ervoor staat niet vast dat het goed gaat."
    en = "It is not established that the wave before is doing well."
    nl_way_out = "Wacht op haar cijfers, of zeg met een reden dat het verder kan."
    en_way_out = "Wait for its figures, or say with a reason that it can go on."


class NotCounts(BadInput):
    code = "releases.wave.counts"
    nl = "Er zijn niet meer verzoeken mislukt dan gedaan, en geen van beide is minder dan nul."
    en = "No more requests failed than were made, and neither is less than nothing."


class NotBegun(Refusal):
    code = "releases.wave.not-begun"
    nl = "Deze groep is nog niet begonnen."
    en = "This wave has not begun."


class NoWhy(BadInput):
    code = "releases.rollout.no-why"
    nl = "Zeg waarom, in ten hoogste 500 tekens."
    en = "Say why, in at most 500 characters."


class NoSuchReason(BadInput):
    code = "releases.rollout.reason"
    nl = "Kies een van de redenen."
    en = "Choose one of the reasons."


class TooLate(Refusal):
    code = "releases.rollout.too-late"
    nl = "Een groep die begonnen is verandert niet meer: kies een groep die nog komt."
    en = "A wave that has begun does not change any more: choose one that is still to come."


class MigrationState(Refusal):
    code = "releases.migration.state"
    nl = "Deze migratie is al begonnen of al klaar, of moet eerst beginnen."
    en = "This migration has begun or is done already, or has to begin first."


class WrongEstimate(BadInput):
    code = "releases.migration.estimate"
    nl = "De schatting is een aantal minuten van 1 tot en met 10080."
    en = "The estimate is a number of minutes from 1 to 10080."
