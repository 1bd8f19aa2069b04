"""Why a back-up cannot be made or put back."""

from waarborg.kernel.errors import BadInput, Refusal


class NoTarget(Refusal):
    code = "project.recovery.no-target"
    nl = "Er is geen plaats voor reservekopieën ingesteld."
    en = "No place for back-ups has been set."
    nl_way_out = "Zet WAARBORG_BACKUP op een map of S3-opslag buiten deze machine, en start Waarborg opnieuw."
    en_way_out = "Set WAARBORG_BACKUP to a folder or S3 store outside this machine, and restart Waarborg."


class ExternalDatabase(Refusal):
    code = "project.recovery.external-database"
    nl = "Deze installatie gebruikt een eigen database (DATABASE_URL); daarvan maakt Waarborg geen reservekopie."
    en = "This installation uses a database of its own (DATABASE_URL); Waarborg makes no back-up of that."
    nl_way_out = "Gebruik de middelen van die database, en kopieer de bestanden en de sleutels ernaast."
    en_way_out = "Use that database's own means, and copy the files and the keys beside it."


class NoArchive(Refusal):
    code = "project.recovery.no-archive"
    nl = "De database draait nog zonder archief van wijzigingen; een reservekopie zou niet terug te zetten zijn."
    en = "The database still runs without an archive of changes; a back-up could not be put back."
    nl_way_out = "Start Waarborg opnieuw: `waarborg down`, `waarborg up`."
    en_way_out = "Restart Waarborg: `waarborg down`, `waarborg up`."


class BaseFailed(Refusal):
    code = "project.recovery.base-failed"
    status = 500
    nl = "De reservekopie is niet gelukt: {reason}. Eerdere reservekopieën zijn ongemoeid."
    en = "The back-up failed: {reason}. Earlier back-ups are untouched."
    nl_way_out = "Kijk of de opslag bereikbaar is en ruimte heeft, en probeer het opnieuw."
    en_way_out = "Check that the target can be reached and has room, and try again."


class Unusable(Refusal):
    code = "project.recovery.unusable"
    nl = "Dit deel van de reservekopie is beschadigd of hoort bij een andere sleutel: {name}."
    en = "This part of the back-up is damaged or belongs to another key: {name}."
    nl_way_out = "Controleer de herstelsleutel, of kies met --at een eerder moment, voor een oudere reservekopie."
    en_way_out = "Check the recovery key, or choose an earlier instant with --at, for an older back-up."


class NothingThere(Refusal):
    code = "project.recovery.nothing-there"
    nl = "Op {place} ligt geen reservekopie van vóór {at}."
    en = "There is no back-up from before {at} at {place}."
    nl_way_out = "`waarborg backup list` toont wat er ligt."
    en_way_out = "`waarborg backup list` shows what there is."


class NoSuchBase(BadInput):
    code = "project.recovery.no-such-base"
    nl = "Op {place} ligt geen hele reservekopie {base}."
    en = "There is no whole back-up {base} at {place}."
    nl_way_out = "`waarborg backup list` toont wat er ligt."
    en_way_out = "`waarborg backup list` shows what there is."


class DamagedChange(Refusal):
    code = "project.recovery.damaged-change"
    nl = "Een deel van de wijzigingen is beschadigd of hoort bij een andere sleutel: {name}."
    en = "A part of the changes is damaged or belongs to another key: {name}."
    nl_way_out = (
        "Er is niets teruggezet. Wat daarvoor is vastgelegd, komt terug met --at en een moment vóór {at}; wat daarna"
        " kwam alleen vanaf een latere hele reservekopie."
    )
    en_way_out = (
        "Nothing was put back. What was recorded before it comes back with --at and an instant before {at}; what came"
        " after it only from a later whole back-up."
    )


class BeyondBackup(Refusal):
    code = "project.recovery.beyond"
    nl = "De reservekopie reikt niet tot {at}; de laatste wijziging erin is van eerder."
    en = "The back-up does not reach {at}; the last change in it is earlier."
    nl_way_out = "Laat --at weg: dan wordt alles teruggezet wat er is."
    en_way_out = "Leave --at out: then everything there is will be put back."


class InTheWay(Refusal):
    code = "project.recovery.in-the-way"
    nl = "In {folder} staat al een database. Er wordt niets overschreven."
    en = "There is a database in {folder} already. Nothing is overwritten."
    nl_way_out = "Zet WAARBORG_DATA op een lege map, of verplaats wat er staat."
    en_way_out = "Set WAARBORG_DATA to an empty folder, or move what is there."


class NewerRelease(Refusal):
    code = "project.recovery.newer-release"
    nl = "Deze reservekopie is van een nieuwere versie ({release}); deze kent haar tabellen niet ({names})."
    en = "This back-up is of a newer release ({release}); this one does not know its tables ({names})."
    nl_way_out = "Installeer eerst die versie, en zet de reservekopie daarmee terug."
    en_way_out = "Install that release first, and put the back-up back with it."


class NotAKey(BadInput):
    code = "project.recovery.not-a-key"
    nl = "Dit is geen herstelsleutel: hij begint met AGE-SECRET-KEY-1."
    en = "This is not a recovery key: it begins with AGE-SECRET-KEY-1."
    nl_way_out = "Geef de sleutel die `waarborg backup key` heeft gemaakt, of het bestand waarin u hem bewaarde."
    en_way_out = "Give the key that `waarborg backup key` made, or the file in which you kept it."


class NoKey(Refusal):
    code = "project.recovery.no-key"
    nl = "Zonder herstelsleutel is een reservekopie niet te lezen."
    en = "Without the recovery key a back-up cannot be read."
    nl_way_out = "Geef hem met --key BESTAND of in WAARBORG_BACKUP_KEY."
    en_way_out = "Give it with --key FILE or in WAARBORG_BACKUP_KEY."
