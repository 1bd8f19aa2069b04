"""The names of the support desk that are live: what an agreement says about tickets is enforced from here."""

from waarborg.support.rules import absence_names as absence
from waarborg.support.rules import bundle_names as bundles
from waarborg.support.rules import colleague_names as colleagues
from waarborg.support.rules import crowding_names as crowding
from waarborg.support.rules import development_names as development
from waarborg.support.rules import link_names as linking
from waarborg.support.rules import reading_names as reading
from waarborg.support.rules.appointments import names as appointments
from waarborg.support.rules.articles import names as articles
from waarborg.support.rules.call_backs import names as call_backs
from waarborg.support.rules.calls import names as calls
from waarborg.support.rules.chats import names as chats
from waarborg.support.rules.complaints import names as complaints
from waarborg.support.rules.extra import names as extra
from waarborg.support.rules.figures import names as figures
from waarborg.support.rules.help import names as help_names
from waarborg.support.rules.opinions import names as opinions
from waarborg.support.rules.questions import names as questions
from waarborg.support.rules.sessions import names as sessions
from waarborg.support.rules.topics import names as topics
from waarborg.support.rules.urgent import names as urgent
from waarborg.support.rules.use import names as use

DOMAIN = "support"

SUBJECTS = {
    **topics.SUBJECTS,
    **use.SUBJECTS,
    **sessions.SUBJECTS,
    **colleagues.SUBJECTS,
    **help_names.SUBJECTS,
    **extra.SUBJECTS,
    **questions.SUBJECTS,
    **appointments.SUBJECTS,
    **call_backs.SUBJECTS,
    **articles.SUBJECTS,
    **complaints.SUBJECTS,
    **bundles.SUBJECTS,
    **crowding.SUBJECTS,
    "ticket": {"nl": "uw melding", "en": "your report", "parents": ["contracts.line", "customers.customer", "desk"]},
    "team": {"nl": "het team", "en": "the team"},
    "widget": {"nl": "de hulpknop", "en": "the help button"},
}

EVENTS = {
    **absence.EVENTS,
    **topics.EVENTS,
    **use.EVENTS,
    **sessions.EVENTS,
    **colleagues.EVENTS,
    **help_names.EVENTS,
    **extra.EVENTS,
    **questions.EVENTS,
    **appointments.EVENTS,
    **articles.EVENTS,
    **complaints.EVENTS,
    **urgent.EVENTS,
    **opinions.EVENTS,
    **chats.EVENTS,
    **calls.EVENTS,
    **call_backs.EVENTS,
    **development.EVENTS,
    **bundles.EVENTS,
    **crowding.EVENTS,
    **linking.EVENTS,
    "ticket:reported": {"nl": "uw melding", "en": "your report", "subjects": ["ticket", "customers.customer"]},
    "ticket:taken-over": {
        "nl": "het overnemen van uw eerdere melding",
        "en": "the taking over of your earlier report",
        "subjects": ["ticket"],
    },
    "ticket:completed": {
        "nl": "het aanvullen van uw melding",
        "en": "the completing of your report",
        "subjects": ["ticket"],
    },
    "ticket:answered": {"nl": "ons antwoord", "en": "our answer", "subjects": ["ticket"]},
    "ticket:asked-back": {"nl": "onze vraag aan u", "en": "our question to you", "subjects": ["ticket"]},
    "ticket:customer-replied": {"nl": "uw reactie", "en": "your reply", "subjects": ["ticket"]},
    "ticket:picked-up": {
        "nl": "het oppakken van uw melding",
        "en": "the pick-up of your report",
        "subjects": ["ticket"],
    },
    "ticket:work-started": {"nl": "het begin van ons werk", "en": "the start of our work", "subjects": ["ticket"]},
    "ticket:worked-around": {"nl": "de tussenoplossing", "en": "the workaround", "subjects": ["ticket"]},
    "ticket:resolved": {"nl": "de oplossing", "en": "the solution", "subjects": ["ticket"]},
    "ticket:reopened": {
        "nl": "het heropenen van uw melding",
        "en": "the reopening of your report",
        "subjects": ["ticket"],
    },
    "ticket:withdrawn": {
        "nl": "het intrekken van uw melding",
        "en": "the withdrawal of your report",
        "subjects": ["ticket"],
    },
    "ticket:reprioritised": {"nl": "de nieuwe prioriteit", "en": "the new priority", "subjects": ["ticket"]},
    "ticket:kind-set": {
        "nl": "het bepalen van de soort melding",
        "en": "the choice of the kind of report",
        "subjects": ["ticket"],
    },
    "ticket:about-set": {
        "nl": "het bepalen waarover uw melding gaat",
        "en": "the choice of what your report is about",
        "subjects": ["ticket"],
    },
    "ticket:assigned": {"nl": "het toewijzen", "en": "the assignment", "subjects": ["ticket"]},
    "ticket:noted": {"nl": "een interne notitie", "en": "an internal note", "subjects": ["ticket"]},
    "team:kept": {"nl": "het inrichten van een team", "en": "the setting up of a team", "subjects": ["team"]},
    "widget:kept": {
        "nl": "het inrichten van een hulpknop",
        "en": "the setting up of a help button",
        "subjects": ["widget"],
    },
    "ticket:third-party-awaited": {
        "nl": "het begin van het wachten op een ander",
        "en": "the beginning of waiting for somebody else",
        "subjects": ["ticket"],
    },
    "ticket:planned": {
        "nl": "het inplannen van uw melding",
        "en": "the planning of your report",
        "subjects": ["ticket"],
    },
    "ticket:taken-on": {
        "nl": "het verdergaan met uw melding",
        "en": "the going on with your report",
        "subjects": ["ticket"],
    },
    "ticket:merged": {
        "nl": "het samenvoegen van uw melding met een andere",
        "en": "the merging of your report with another",
        "subjects": ["ticket"],
    },
    "ticket:absorbed": {
        "nl": "het opnemen van een andere melding in deze",
        "en": "the taking in of another report",
        "subjects": ["ticket"],
    },
    "ticket:team-set": {"nl": "de keuze van het team", "en": "the choice of the team", "subjects": ["ticket"]},
    "ticket:tagged": {"nl": "een label", "en": "a label", "subjects": ["ticket"]},
    "ticket:untagged": {"nl": "het weghalen van een label", "en": "the removal of a label", "subjects": ["ticket"]},
    "ticket:shared": {
        "nl": "het laten meelezen van een collega",
        "en": "letting a colleague read along",
        "subjects": ["ticket"],
    },
    "ticket:unshared": {
        "nl": "het einde van het meelezen",
        "en": "the end of reading along",
        "subjects": ["ticket"],
    },
    "ticket:followed": {"nl": "het volgen van een melding", "en": "the following of a report", "subjects": ["ticket"]},
    "ticket:unfollowed": {
        "nl": "het einde van het volgen",
        "en": "the end of following",
        "subjects": ["ticket"],
    },
    "ticket:set-back": {
        "nl": "het terugzetten van een handeling bij meer meldingen tegelijk",
        "en": "the setting back of an act on several reports at once",
        "subjects": ["ticket"],
    },
    "ticket:left-resolved": {
        "nl": "uw bevestiging dat het is opgelost",
        "en": "your word that it is solved",
        "subjects": ["ticket"],
    },
}

STATES = {
    **bundles.STATES,
    **crowding.STATES,
    "ticket:waiting-for-customer": {
        "nl": "het wachten op u",
        "en": "waiting for you",
        "subject": "ticket",
        "opens": ["ticket:asked-back"],
        "closes": [
            "ticket:customer-replied",
            "ticket:third-party-awaited",
            "ticket:planned",
            "ticket:taken-on",
            "ticket:resolved",
            "ticket:reopened",
            "ticket:withdrawn",
            "ticket:merged",
        ],
    },
    "ticket:waiting-for-third-party": {
        "nl": "het wachten op een ander",
        "en": "waiting for somebody else",
        "subject": "ticket",
        "opens": ["ticket:third-party-awaited"],
        "closes": [
            "ticket:taken-on",
            "ticket:planned",
            "ticket:asked-back",
            "ticket:customer-replied",
            "ticket:resolved",
            "ticket:reopened",
            "ticket:withdrawn",
            "ticket:merged",
        ],
    },
    "ticket:in-planning": {
        "nl": "het wachten op de dag waarop wij uw melding hebben ingepland",
        "en": "waiting for the day for which we planned your report",
        "subject": "ticket",
        "opens": ["ticket:planned"],
        "closes": [
            "ticket:taken-on",
            "ticket:third-party-awaited",
            "ticket:asked-back",
            "ticket:customer-replied",
            "ticket:resolved",
            "ticket:reopened",
            "ticket:withdrawn",
            "ticket:merged",
        ],
    },
    "ticket:solved": {
        "nl": "een opgeloste melding",
        "en": "a solved report",
        "subject": "ticket",
        "opens": ["ticket:resolved"],
        "closes": ["ticket:reopened"],
    },
}

ACTS = {
    **topics.ACTS,
    **bundles.ACTS,
    **reading.ACTS,
    **crowding.ACTS,
    **use.ACTS,
    **appointments.ACTS,
    **complaints.ACTS,
    **urgent.ACTS,
    **opinions.ACTS,
    **calls.ACTS,
    **extra.ACTS,
    "ticket:open": {
        "nl": "het doen van een melding",
        "en": "making a report",
        "subject": "ticket",
        "writes": "ticket:reported",
        # Who may ask, and by which way, is looked at with every report (actions/asking.py).
        "holds": ["who", "where.form", "where.party", "where.channel"],
        "open_to": [
            "customer.owner",
            "customer.administrator",
            "customer.support-contact",
            "customer.key-user",
            "customer.trainer",
            "customer.user",
            "public.visitor",
        ],
    },
    "ticket:answer": {
        "nl": "het beantwoorden van een melding",
        "en": "answering a report",
        "subject": "ticket",
        "writes": "ticket:answered",
        "holds": ["where.party"],
    },
    "ticket:prioritise": {
        "nl": "het bepalen van de prioriteit",
        "en": "setting the priority",
        "subject": "ticket",
        "writes": "ticket:reprioritised",
    },
    "ticket:say-about": {
        "nl": "het bepalen waarover een melding gaat",
        "en": "saying what a report is about",
        "subject": "ticket",
        "writes": "ticket:about-set",
    },
    "ticket:work": {
        "nl": "het werken aan een melding",
        "en": "working on a report",
        "subject": "ticket",
        "writes": "ticket:work-started",
        "holds": ["needs.contracts.quote.accepted"],
    },
}

METHODS = use.METHODS

DATES = extra.DATES

INDICATORS = {**articles.INDICATORS, **figures.INDICATORS, **use.INDICATORS}

CHECKS = {
    **topics.CHECKS,
    **bundles.CHECKS,
    **reading.CHECKS,
    **sessions.CHECKS,
    **help_names.CHECKS,
    **appointments.CHECKS,
    **articles.CHECKS,
    "queue-explains-order": {
        "nl": "de wachtrij die haar volgorde uitlegt",
        "en": "the queue that explains its order",
        "looks": {
            "nl": "De controle kijkt of elke melding in onze wachtrij zegt waarom zij daar staat.",
            "en": "The check looks whether every report in our queue says why it stands there.",
        },
    },
    **chats.CHECKS,
    "attachments": {
        "nl": "de bijlagen bij een melding",
        "en": "the attachments to a report",
        "looks": {
            "nl": "De controle kijkt of een melding beelden en video aanneemt, of de nieuwste bijlagen er nog precies"
            " zo zijn, en of een andere klant ze niet kan vinden.",
            "en": "The check looks whether a report takes pictures and video, whether the newest attachments are there"
            " just as they were sent, and whether no other customer can find them.",
        },
        "faults": {
            "form": {
                "nl": "het formulier neemt geen schermafdruk of video aan",
                "en": "the form takes no screenshot or video",
            },
            "gone": {
                "nl": "niet elke bijlage is er nog zoals zij is verstuurd",
                "en": "not every attachment is there as it was sent",
            },
            "read": {
                "nl": "een bijlage was voor een andere klant te vinden",
                "en": "an attachment could be found by another customer",
            },
        },
    },
    "status-change-mails": {
        "nl": "de e-mail bij elke nieuwe status",
        "en": "the e-mail at each new status",
        "looks": {
            "nl": "De controle kijkt of van elke verandering van status van de laatste dag één e-mail is geschreven aan"
            " wie de melding deed, tenzij die haar zelf veranderde.",
            "en": "The check looks whether of each change of status of the last day one e-mail was written to whoever"
            " made the report, unless he made the change himself.",
        },
        "faults": {
            "missing": {
                "nl": "niet van elke verandering van status ging een e-mail uit",
                "en": "not of every change of status an e-mail went out",
            },
        },
    },
    "intake-four-ws": {
        "nl": "de melding met wat, waar, wanneer en wie",
        "en": "the report that asks what, where, when and who",
        "looks": {
            "nl": "De controle tekent het meldformulier in het Nederlands en het Engels, en kijkt of alle vier de"
            " vragen erop staan.",
            "en": "The check draws the form of a report in Dutch and in English, and looks whether all four questions"
            " are on it.",
        },
        "faults": {
            "form": {
                "nl": "niet alle vier de vragen staan op het formulier",
                "en": "not all four questions are on the form",
            },
        },
    },
    "ticket-in-portal": {
        "nl": "het volgen van een melding in het portaal",
        "en": "the following of a report in the portal",
        "looks": {
            "nl": "De controle kijkt, in de rol van elke klant met een lopende melding, of die melding in het portaal"
            " te zien is, en of meldingen binnen een dag een prioriteit hebben.",
            "en": "The check looks, in the role of each customer with a live report, whether that report can be seen in"
            " the portal, and whether reports have a priority within a day.",
        },
        "faults": {
            "unseen": {
                "nl": "niet elke melding was in het portaal te zien",
                "en": "not every report could be seen in the portal",
            },
            "unsorted": {
                "nl": "niet elke melding had binnen een dag een prioriteit",
                "en": "not every report had a priority within a day",
            },
        },
    },
}
