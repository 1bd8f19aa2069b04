"""What a check found, in both languages. Every sentence a check can say stands in `SENTENCES`."""

from dataclasses import dataclass, field
from typing import Any, Literal

State = Literal["good", "note", "bad", "skipped"]
# name -> state -> (sentence nl, en, way out nl, en); a check may have several of one state, told apart after a dash.
SENTENCES: dict[str, dict[str, tuple[str, str, str, str]]] = {
    "settings": {
        "good": ("Alle instellingen zijn te lezen.", "All settings can be read.", "", ""),
        "note": (
            "Deze variabelen kent Waarborg niet: {names}.",
            "Waarborg does not know these variables: {names}.",
            "Is het een tikfout? De namen staan in docs/settings.md.",
            "A typing error? The names stand in docs/settings.md.",
        ),
        "bad": ("{said}", "{said}", "{way_out}", "{way_out}"),
    },
    "group": {
        "good": ("Waarborg loopt op {url}.", "Waarborg runs at {url}.", "", ""),
        "note": (
            "Waarborg loopt niet.",
            "Waarborg is not running.",
            "Start het met `waarborg up`.",
            "Start it with `waarborg up`.",
        ),
        "bad": (
            "Een onderdeel loopt niet goed: {members}.",
            "A member does not run well: {members}.",
            "Zie het logboek in {log} en docs/runbooks/members.md.",
            "See the log in {log} and docs/runbooks/members.md.",
        ),
    },
    "database": {
        "good": (
            "De database antwoordt (PostgreSQL {version}).",
            "The database answers (PostgreSQL {version}).",
            "",
            "",
        ),
        "bad": (
            "De database antwoordt niet: {reason}.",
            "The database does not answer: {reason}.",
            "Zie docs/runbooks/database.md.",
            "See docs/runbooks/database.md.",
        ),
    },
    "roles": {
        "good": ("De databaserollen zijn zoals het hoort.", "The database roles are as they should be.", "", ""),
        "bad": ("{said}", "{said}", "{way_out}", "{way_out}"),
    },
    "migrations": {
        "good": ("De tabellen zijn van deze versie.", "The tables are of this release.", "", ""),
        "bad": (
            "De tabellen zijn van een oudere versie.",
            "The tables are of an older release.",
            "Voer `waarborg upgrade` uit.",
            "Run `waarborg upgrade`.",
        ),
        "bad-newer": (
            "De tabellen zijn van een nieuwere versie; deze kent niet: {names}.",
            "The tables are of a newer release; this one does not know: {names}.",
            "Installeer die versie weer, of zet de reservekopie van vóór de overgang terug.",
            "Install that release again, or put back the back-up from before the upgrade.",
        ),
    },
    "scanner": {
        "good": ("De virusscanner antwoordt ({said}).", "The virus scanner answers ({said}).", "", ""),
        "bad": (
            "De virusscanner antwoordt niet: {reason}. Bijlagen worden zolang geweigerd.",
            "The virus scanner does not answer: {reason}. Attachments are refused until it does.",
            "Start clamd, of kijk WAARBORG_VIRUS_SCANNER na: docs/runbooks/running.md.",
            "Start clamd, or look at WAARBORG_VIRUS_SCANNER: docs/runbooks/running.md.",
        ),
    },
    "disk": {
        "good": ("Er is ruimte op alle schijven.", "There is room on every disk.", "", ""),
        "note": (
            "De schijf bij {paths} raakt vol.",
            "The disk at {paths} is getting full.",
            "Maak ruimte vrij: docs/runbooks/disk.md.",
            "Free some room: docs/runbooks/disk.md.",
        ),
        "bad": (
            "De schijf bij {paths} is vol.",
            "The disk at {paths} is full.",
            "Maak ruimte vrij: docs/runbooks/disk.md.",
            "Free some room: docs/runbooks/disk.md.",
        ),
    },
    "clock": {
        "good": ("De klok loopt gelijk met die van de database.", "The clock agrees with the database's.", "", ""),
        "note": (
            "De klok is met opzet verzet (WAARBORG_NOW).",
            "The clock is offset on purpose (WAARBORG_NOW).",
            "Haal WAARBORG_NOW weg voor echte klanten.",
            "Unset WAARBORG_NOW for real customers.",
        ),
        "bad": (
            "De klok van deze machine wijkt {seconds} s af van die van de database of van het journaal.",
            "This machine's clock differs {seconds} s from the database's or from the journal.",
            "Zet tijdsynchronisatie aan (NTP): docs/runbooks/clock.md.",
            "Turn on time synchronisation (NTP): docs/runbooks/clock.md.",
        ),
    },
    "keys": {
        "good": (
            "De sleutels zijn er en zijn alleen voor ons leesbaar.",
            "The keys are there, readable by us only.",
            "",
            "",
        ),
        "bad": (
            "Anderen op deze machine kunnen lezen: {files}.",
            "Others on this machine can read: {files}.",
            "Voer `chmod 600` uit op die bestanden, en vervang de sleutels: docs/runbooks/access.md.",
            "Run `chmod 600` on those files, and replace the keys: docs/runbooks/access.md.",
        ),
        "bad-lost": (
            "Van {lost} versleutelde geheimen ontbreekt de sleutel.",
            "The key of {lost} sealed secrets is missing.",
            "Zet de oude waarde terug in WAARBORG_ENCRYPTION_KEY, achter de nieuwe.",
            "Put the old value back in WAARBORG_ENCRYPTION_KEY, after the new one.",
        ),
        "bad-recovery": (
            "Er worden reservekopieën bewaard, maar er is geen herstelsleutel.",
            "Back-ups are kept, but there is no recovery key.",
            "`waarborg backup key` maakt er een; bewaar hem ook buiten deze machine.",
            "`waarborg backup key` makes one; keep it outside this machine as well.",
        ),
    },
    "mail": {
        "good": ("De mailserver {host} neemt ons aan.", "The mail server {host} accepts us.", "", ""),
        "note": (
            "Er is geen mailserver ingesteld: niemand krijgt een uitnodiging of waarschuwing.",
            "No mail server is set: nobody gets an invitation or a warning.",
            "Stel WAARBORG_SMTP en WAARBORG_MAIL_FROM in.",
            "Set WAARBORG_SMTP and WAARBORG_MAIL_FROM.",
        ),
        "bad": (
            "De mailserver {host} neemt ons niet aan: {reason}.",
            "The mail server {host} does not accept us: {reason}.",
            "Controleer WAARBORG_SMTP; zie docs/runbooks/mail.md.",
            "Check WAARBORG_SMTP; see docs/runbooks/mail.md.",
        ),
        "bad-dead": (
            "{dead} berichten konden niet worden bezorgd.",
            "{dead} messages could not be delivered.",
            "Kijk op de desk onder Post.",
            "Look under Mail on the desk.",
        ),
    },
    "backup": {
        "good": (
            "De laatste volledige reservekopie is {hours} uur oud; wijzigingen gaan mee.",
            "The last whole back-up is {hours} hours old; changes are carried off.",
            "",
            "",
        ),
        "note": (
            "Er is geen plaats voor reservekopieën ingesteld.",
            "No place for back-ups has been set.",
            "Stel WAARBORG_BACKUP in: docs/runbooks/backups.md.",
            "Set WAARBORG_BACKUP: docs/runbooks/backups.md.",
        ),
        "skipped": (
            "Deze database is van uzelf; haar reservekopieën ook.",
            "This database is your own; so are its back-ups.",
            "",
            "",
        ),
        "bad": (
            "De laatste volledige reservekopie is {hours} uur oud.",
            "The last whole back-up is {hours} hours old.",
            "Zie log/backup.log en docs/runbooks/backups.md; `waarborg backup now` maakt er nu een.",
            "See log/backup.log and docs/runbooks/backups.md; `waarborg backup now` takes one now.",
        ),
        "bad-none": (
            "Er ligt nog geen reservekopie op {place}.",
            "There is no back-up at {place} yet.",
            "Start Waarborg, of voer `waarborg backup now` uit.",
            "Start Waarborg, or run `waarborg backup now`.",
        ),
        "note-beside": (
            "Reservekopieën liggen op dezelfde schijf als de gegevens ({place}): gaat die kapot, dan is alles weg.",
            "Back-ups lie on the same disk as the data ({place}): should it break, everything is gone.",
            "Koppel daar een andere schijf aan, of kies opslag elders: docs/runbooks/backups.md.",
            "Mount another disk there, or choose a store elsewhere: docs/runbooks/backups.md.",
        ),
        "bad-unreadable": (
            "Van deze reservekopieën is de beschrijving niet te lezen: {names}.",
            "The description of these back-ups cannot be read: {names}.",
            "Verwijder die bestanden; `waarborg backup now` maakt een nieuwe.",
            "Remove those files; `waarborg backup now` takes a new one.",
        ),
        "bad-trouble": (
            "Reservekopieën lukken niet: {reason}",
            "Back-ups do not succeed: {reason}",
            "Zie docs/runbooks/backups.md. Tot dan is er van nieuwe wijzigingen maar één exemplaar.",
            "See docs/runbooks/backups.md. Until then there is one copy only of new changes.",
        ),
    },
    "drill": {
        "good": (
            "De laatste hersteloefening, {days} dagen geleden, is geslaagd.",
            "The last restore drill, {days} days ago, succeeded.",
            "",
            "",
        ),
        "note": (
            "In de laatste negentig dagen is geen reservekopie op proef teruggezet.",
            "No back-up was put back on trial in the last ninety days.",
            "Voer `waarborg drill` uit.",
            "Run `waarborg drill`.",
        ),
        "bad": (
            "De laatste hersteloefening is mislukt: {reason}",
            "The last restore drill failed: {reason}",
            "Zie docs/runbooks/backups.md, en oefen opnieuw.",
            "See docs/runbooks/backups.md, and drill again.",
        ),
        "skipped": (
            "Zonder reservekopieën valt er niets te oefenen.",
            "Without back-ups there is nothing to drill.",
            "",
            "",
        ),
    },
    "jobs": {
        "good": ("Er ligt geen werk te wachten dat al klaar moest zijn.", "No work waits that should be done.", "", ""),
        "bad": (
            "{late} taken wachten langer dan tien minuten, {stuck} blijven hangen.",
            "{late} jobs have waited longer than ten minutes, {stuck} are stuck.",
            "Zie docs/runbooks/jobs.md.",
            "See docs/runbooks/jobs.md.",
        ),
        "note": (
            "In de laatste dag zijn {failed} taken mislukt: {names}.",
            "In the last day {failed} jobs failed: {names}.",
            "Zie log/worker.log en docs/runbooks/jobs.md.",
            "See log/worker.log and docs/runbooks/jobs.md.",
        ),
    },
    "address": {
        "good": ("{url} is bereikbaar{days}.", "{url} can be reached{days}.", "", ""),
        "note": (
            "Er is geen openbaar adres ingesteld (WAARBORG_URL): links in mail werken alleen op deze machine.",
            "No public address is set (WAARBORG_URL): links in mail work on this machine only.",
            "Stel WAARBORG_URL in op het https-adres: docs/runbooks/reverse-proxy.md.",
            "Set WAARBORG_URL to the https address: docs/runbooks/reverse-proxy.md.",
        ),
        "note-plain": (
            "{url} is niet versleuteld.",
            "{url} is not encrypted.",
            "Zet er een reverse proxy met TLS voor: docs/runbooks/reverse-proxy.md.",
            "Put a reverse proxy with TLS in front: docs/runbooks/reverse-proxy.md.",
        ),
        "note-soon": (
            "Het certificaat van {url} verloopt over {days} dagen.",
            "The certificate of {url} expires in {days} days.",
            "Controleer of het zichzelf vernieuwt.",
            "Check that it renews itself.",
        ),
        "note-proxy": (
            "{url} is bereikbaar, maar WAARBORG_TRUSTED_PROXIES is 0: iedereen lijkt van één adres te komen.",
            "{url} can be reached, but WAARBORG_TRUSTED_PROXIES is 0: everybody seems to come from one address.",
            "Stel in hoeveel proxy's er van uzelf voor staan.",
            "Set how many proxies of your own stand in front.",
        ),
        "bad": (
            "{url} is niet bereikbaar: {reason}.",
            "{url} cannot be reached: {reason}.",
            "Controleer naam, proxy en certificaat: docs/runbooks/reverse-proxy.md.",
            "Check name, proxy and certificate: docs/runbooks/reverse-proxy.md.",
        ),
    },
}


@dataclass(frozen=True, slots=True)
class Finding:
    """`which` is a key of `SENTENCES[name]`, the state and perhaps a word behind a dash."""

    name: str
    which: str
    params: dict[str, Any] = field(default_factory=dict)

    @property
    def state(self) -> State:
        return self.which.partition("-")[0]  # type: ignore[return-value]

    def say(self, lang: str) -> str:
        return self._filled(0 if lang == "nl" else 1, lang)

    def way_out(self, lang: str) -> str:
        return self._filled(2 if lang == "nl" else 3, lang)

    def _filled(self, place: int, lang: str) -> str:
        spoken = {name: value[lang] if isinstance(value, dict) else value for name, value in self.params.items()}
        return SENTENCES[self.name][self.which][place].format(**spoken)

    def plain(self, lang: str) -> dict[str, Any]:
        return {"check": self.name, "state": self.state, "said": self.say(lang), "way_out": self.way_out(lang)}


def refused(name: str, refusal: Any) -> Finding:
    """A finding that says what a refusal says."""
    return Finding(
        name,
        "bad",
        {part: {lang: getattr(refusal, part)(lang) or "" for lang in ("nl", "en")} for part in ("way_out",)}
        | {"said": {lang: refusal.say(lang) for lang in ("nl", "en")}},
    )
