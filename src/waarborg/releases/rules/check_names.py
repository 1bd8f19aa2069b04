"""Names of the checks of releases, live (shape: the promises registry)."""

CHECKS = {
    "changelog-latest-50": {
        "nl": "de lijst met de laatste 50 functies",
        "en": "the list of the latest 50 functions",
        "looks": {
            "nl": "De controle leest de openbare lijst zoals een bezoeker, en kijkt of er de laatste 50 functies staan"
            " die wij publiceerden, de nieuwste eerst.",
            "en": "The check reads the public list as a visitor does, and looks whether the latest 50 functions that we"
            " published are there, the newest first.",
        },
        "faults": {
            "missing": {
                "nl": "de lijst toont niet wat wij het laatst publiceerden",
                "en": "the list does not show what we published last",
            },
        },
    },
    "one-build": {
        "nl": "dezelfde versie voor iedereen",
        "en": "the same build for everybody",
        "looks": {
            "nl": "De toepassing meldt welke build zij voor elke klant draait; de controle kijkt of dat van de laatste"
            " dag bij iedereen dezelfde is, of tijdens een uitrol in groepen een van twee.",
            "en": "The application reports which build it runs for each customer; the check looks whether by the last"
            " day that is the same one for everybody, or one of two while a roll-out is under way.",
        },
        "faults": {
            "different": {
                "nl": "bij klanten draaien verschillende builds",
                "en": "different builds run for customers",
            },
        },
    },
    "patch-overview": {
        "nl": "het overzicht van patches",
        "en": "the overview of patches",
        "looks": {
            "nl": "De controle leest het overzicht zoals een klant, en kijkt of elke patch die wij activeerden er met"
            " haar datum in staat.",
            "en": "The check reads the overview as a customer does, and looks whether every patch that we activated is"
            " in it with its date.",
        },
        "faults": {
            "missing": {
                "nl": "in het overzicht ontbreekt een patch",
                "en": "a patch is missing in the overview",
            },
        },
    },
    "release-channels": {
        "nl": "het overzicht van releases per kanaal",
        "en": "the overview of releases per channel",
        "looks": {
            "nl": "De controle leest als klant hoever releases per kanaal zijn, en kijkt of elke release voor de App"
            " Store en Google Play binnen twee weken na haar activering daar is ingediend.",
            "en": "The check reads as a customer how far releases are in each channel, and looks whether each release"
            " meant for the App Store and Google Play was handed in there within two weeks of its activation.",
        },
        "faults": {
            "none": {
                "nl": "geen release van het laatste jaar was bedoeld voor beide winkels",
                "en": "no release of the last year was meant for both stores",
            },
            "late": {
                "nl": "een release is niet op tijd bij een winkel ingediend",
                "en": "a release was not handed in to a store in time",
            },
        },
    },
}
