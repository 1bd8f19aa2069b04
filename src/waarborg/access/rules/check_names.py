"""What the checks of access look at, and how they may come out, by registry name; `names.py` gathers them."""

CHECKS = {
    "isolation": {
        "nl": "de scheiding tussen klanten",
        "en": "the separation between customers",
        "looks": {
            "nl": "De controle kijkt of elke tabel in de database is afgeschermd, en vraagt in de rol van een klant in"
            " elke tabel naar gegevens van anderen: er mag niets terugkomen.",
            "en": "The check looks whether every table in the database is closed, and asks each table, in the role of a"
            " customer, for data of others: nothing may come back.",
        },
        "faults": {
            "open": {
                "nl": "niet alles in de database is afgeschermd zoals het hoort",
                "en": "not everything in the database is closed as it should be",
            },
            "read": {
                "nl": "in de rol van een klant waren gegevens van een ander te lezen",
                "en": "in the role of a customer, data of another could be read",
            },
        },
    },
    "secrets-encrypted": {
        "nl": "de versleutelde opslag van geheimen",
        "en": "the encrypted storage of secrets",
        "looks": {
            "nl": "De controle kijkt of elk opgeslagen wachtwoord en elke sleutel van een koppeling alleen als hash"
            " bestaat, en of elk ander geheim versleuteld is met een sleutel die wij hebben.",
            "en": "The check looks whether every stored password and integration key exists as a hash only, and whether"
            " every other secret is encrypted with a key that we have.",
        },
        "faults": {
            "password": {"nl": "niet elk wachtwoord is een hash", "en": "not every password is a hash"},
            "token": {"nl": "niet elke sleutel is een hash", "en": "not every key is a hash"},
            "secret": {
                "nl": "niet elk geheim is te openen met een sleutel die wij hebben",
                "en": "not every secret can be opened with a key that we have",
            },
        },
    },
    "journal-chain": {
        "nl": "het sluitende logboek",
        "en": "the unbroken journal",
        "looks": {
            "nl": "De controle rekent van elke regel in het logboek na of zij aansluit op de vorige, en kijkt of"
            " niemand regels kan wijzigen of weghalen.",
            "en": "The check works out for every line of the journal whether it follows from the one before, and looks"
            " whether nobody can change or remove lines.",
        },
        "faults": {
            "open": {
                "nl": "het logboek is niet beschermd tegen wijzigen",
                "en": "the journal is not protected against changes",
            },
            "broken": {
                "nl": "niet elke regel sluit aan op de vorige",
                "en": "not every line follows from the one before",
            },
        },
    },
    "no-enumeration": {
        "nl": "de inlogpagina die niets verraadt",
        "en": "the sign-in page that reveals nothing",
        "looks": {
            "nl": "De controle logt als een onbekende in met een verkeerd wachtwoord en vraagt een nieuw wachtwoord,"
            " voor een adres dat een account heeft en voor een dat niemand heeft: de antwoorden moeten gelijk zijn.",
            "en": "The check signs in as a stranger with a wrong password and asks for a new one, for an address that"
            " has an account and for one that nobody has: the answers have to be the same.",
        },
        "faults": {
            "sign-in": {
                "nl": "het inloggen antwoordt anders als een adres bekend is",
                "en": "signing in is answered otherwise where an address is known",
            },
            "forgotten": {
                "nl": "een nieuw wachtwoord vragen geeft een ander antwoord als een adres bekend is",
                "en": "asking for a new password is answered otherwise where an address is known",
            },
        },
    },
    "sign-in-survives-restart": {
        "nl": "het ingelogd blijven na een herstart",
        "en": "the sign-in that survives a restart",
        "looks": {
            "nl": "De controle kijkt of sessies in de database staan waar een herstart ze laat staan, of een nieuwe"
            " is terug te lezen, en of wie nu is ingelogd dat na een herstart nog is.",
            "en": "The check looks whether sessions lie in the database where a restart leaves them, whether a new one"
            " is read back, and whether who is signed in now will be so after a restart.",
        },
        "faults": {
            "memory": {
                "nl": "een herstart wist wie er is ingelogd",
                "en": "a restart forgets who is signed in",
            },
            "key": {
                "nl": "niet elke sessie is na de laatste start nog te lezen",
                "en": "not every session can still be read since the last start",
            },
        },
    },
}
