"""What can be wrong with an embedded server, said so that somebody can do something about it."""

from waarborg.kernel.errors import Refusal


class BinariesMissing(Refusal):
    code = "plumbing.embedded-postgres.binaries-missing"
    status = 500
    nl = "De databasesoftware voor versie {major} ontbreekt in deze omgeving."
    en = "The database software for version {major} is missing from this environment."
    nl_way_out = "Voer `make setup` uit, of geef het adres van een eigen database in DATABASE_URL."
    en_way_out = "Run `make setup`, or give the address of a database of your own in DATABASE_URL."


class NoServiceUser(Refusal):
    code = "plumbing.embedded-postgres.no-service-user"
    status = 500
    nl = "De database weigert als root te draaien, en de gebruiker {name} kon niet worden aangemaakt ({reason})."
    en = "The database refuses to run as root, and the user {name} could not be created ({reason})."
    nl_way_out = "Maak die gebruiker zelf aan, of start Waarborg als gewone gebruiker."
    en_way_out = "Create that user yourself, or start Waarborg as an ordinary user."


class AlreadySupervised(Refusal):
    code = "plumbing.embedded-postgres.already-supervised"
    nl = "Een ander proces bewaakt deze database al ({folder})."
    en = "Another process supervises this database already ({folder})."
    nl_way_out = "Kijk met `waarborg status`, of stop het met `waarborg down`."
    en_way_out = "Look with `waarborg status`, or stop it with `waarborg down`."


class DidNotStart(Refusal):
    code = "plumbing.embedded-postgres.did-not-start"
    status = 500
    nl = "De database startte niet: {reason}"
    en = "The database did not start: {reason}"
    nl_way_out = "Het logboek {log} zegt meer."
    en_way_out = "The log {log} says more."
