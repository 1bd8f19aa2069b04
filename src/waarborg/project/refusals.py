"""Refusals of the top layer: wrong use of the command line and settings that cannot be read."""

from typing import ClassVar

from waarborg.kernel.errors import BadInput, Refusal


class WrongUse(BadInput):
    """The command line was called in a way it does not understand."""

    code = "project.commandline.wrong-use"
    exit_code: ClassVar[int] = 2
    nl = "Zo kan deze opdracht niet worden gegeven: {message}"
    en = "This command cannot be given like that: {message}"
    nl_way_out = "Vraag `{usage} --help` om wat wel kan."
    en_way_out = "Ask `{usage} --help` for what can."


class NeedsOutput(BadInput):
    """A program asked for an answer in JSON, of something that is no text."""

    code = "project.commandline.needs-output"
    exit_code: ClassVar[int] = 2
    nl = "Een PDF past niet in een antwoord in JSON."
    en = "A PDF does not fit in an answer in JSON."
    nl_way_out = "Geef --output BESTAND: het antwoord noemt dan het bestand en zijn hash."
    en_way_out = "Give --output FILE: the answer then names the file and its hash."


class Misconfigured(BadInput):
    """An environment variable has a value that cannot be used."""

    code = "project.environment.misconfigured"
    exit_code: ClassVar[int] = 2
    nl = "De omgevingsvariabele {name} heeft de waarde {value}, en dat kan niet: toegestaan is {allowed_nl}."
    en = "The environment variable {name} has the value {value}, which cannot be used: allowed is {allowed_en}."
    nl_way_out = "Geef {name} een toegestane waarde, of haal de variabele weg: dan geldt {default}."
    en_way_out = "Give {name} an allowed value, or unset it: then {default} applies."


class DatabaseUnreachable(Refusal):
    """The database does not answer."""

    code = "project.database.unreachable"
    status = 503
    nl = "De database antwoordt niet ({reason}). Er is niets veranderd."
    en = "The database does not answer ({reason}). Nothing was changed."
    nl_way_out = "Start hem met `waarborg up`, of controleer DATABASE_URL, en probeer het opnieuw."
    en_way_out = "Start it with `waarborg up`, or check DATABASE_URL, and try again."


class SchemaBehind(Refusal):
    """The database was never prepared, or by an earlier release."""

    code = "project.database.schema-behind"
    status = 503
    nl = "De database is nog niet ingericht voor deze versie. Er is niets veranderd."
    en = "The database has not been prepared for this release yet. Nothing was changed."
    nl_way_out = "Start Waarborg één keer met `waarborg up`, of voer `waarborg migrate` uit, en probeer het opnieuw."
    en_way_out = "Start Waarborg once with `waarborg up`, or run `waarborg migrate`, and try again."


class DiskFull(Refusal):
    """The disk holding the data has no room left."""

    code = "project.disk.full"
    status = 507
    nl = "De schijf is vol: {path}. Wat niet is opgeslagen, is ook niet half opgeslagen."
    en = "The disk is full: {path}. What was not saved was not half saved either."
    nl_way_out = "Maak ruimte vrij en probeer het opnieuw."
    en_way_out = "Free some room and try again."
