"""Names of roll-outs in waves and of migrations, live (shape: the promises registry)."""

SUBJECTS = {
    "rollout": {"nl": "de uitrol", "en": "the roll-out", "parents": ["release"]},
    "wave": {"nl": "de groep in de uitrol", "en": "the wave of the roll-out", "parents": ["rollout"]},
    "migration": {"nl": "de migratie", "en": "the migration", "parents": ["customers.customer"]},
}

EVENTS = {
    "rollout:planned": {
        "nl": "het plannen van de uitrol",
        "en": "the planning of the roll-out",
        "subjects": ["rollout"],
    },
    "rollout:stopped": {
        "nl": "het stilleggen van de uitrol",
        "en": "the stop of the roll-out",
        "subjects": ["rollout"],
    },
    "rollout:resumed": {
        "nl": "het hervatten van de uitrol",
        "en": "the resumption of the roll-out",
        "subjects": ["rollout"],
    },
    "rollout:wave-started": {
        "nl": "het begin van de uitrol aan een groep",
        "en": "the start of a roll-out wave",
        "subjects": ["wave", "rollout", "release"],
    },
    "rollout:wave-chosen": {
        "nl": "uw keuze van een groep",
        "en": "your choice of a wave",
        "subjects": ["rollout", "customers.customer"],
    },
    "rollout:wave-moved": {
        "nl": "uw verplaatsing naar een andere groep",
        "en": "your move to another wave",
        "subjects": ["rollout", "customers.customer"],
    },
    "wave:found-healthy": {
        "nl": "het goedkeuren van de groep",
        "en": "the approval of the wave",
        "subjects": ["wave", "rollout"],
    },
    "wave:found-unhealthy": {
        "nl": "het afkeuren van de groep",
        "en": "the rejection of the wave",
        "subjects": ["wave", "rollout"],
    },
    "migration:started": {
        "nl": "het begin van de migratie",
        "en": "the start of the migration",
        "subjects": ["migration"],
    },
    "migration:completed": {
        "nl": "het einde van de migratie",
        "en": "the end of the migration",
        "subjects": ["migration"],
    },
}

STATES = {
    "wave:healthy": {
        "nl": "een gezonde vorige groep",
        "en": "a healthy previous wave",
        "subject": "wave",
        "opens": ["wave:found-healthy"],
        "closes": ["wave:found-unhealthy"],
    },
}

ACTS = {
    "rollout:plan": {
        "nl": "het plannen van een uitrol",
        "en": "planning a roll-out",
        "subject": "rollout",
        "writes": "rollout:planned",
    },
    "rollout:stop": {
        "nl": "het stilleggen van een uitrol",
        "en": "stopping a roll-out",
        "subject": "rollout",
        "writes": "rollout:stopped",
    },
    "rollout:resume": {
        "nl": "het hervatten van een uitrol",
        "en": "resuming a roll-out",
        "subject": "rollout",
        "writes": "rollout:resumed",
    },
    "wave:judge": {
        "nl": "het vastleggen van hoe het met een groep gaat",
        "en": "recording how a wave is doing",
        "subject": "wave",
        "writes": "wave:found-healthy",
    },
    # Every plan and every start is held to these (actions/rollouts/held.py).
    "rollout:start-wave": {
        "nl": "het beginnen met de uitrol aan een groep",
        "en": "starting a roll-out wave",
        "subject": "rollout",
        "writes": "rollout:wave-started",
        "holds": ["inside", "needs.releases.wave.healthy"],
    },
    "rollout:choose-wave": {
        "nl": "het kiezen van een groep in de uitrol",
        "en": "choosing a roll-out wave",
        "subject": "rollout",
        "writes": "rollout:wave-chosen",
        "open_to": ["customer.owner", "customer.administrator", "customer.support-contact"],
    },
    # actions/rollouts/move.py looks at why.
    "rollout:move-wave": {
        "nl": "het verplaatsen naar een andere groep",
        "en": "moving to another wave",
        "subject": "rollout",
        "writes": "rollout:wave-moved",
        "holds": ["where.move-reason"],
    },
    "migration:start": {
        "nl": "het beginnen met een migratie",
        "en": "starting a migration",
        "subject": "migration",
        "writes": "migration:started",
    },
    "migration:complete": {
        "nl": "het afronden van een migratie",
        "en": "completing a migration",
        "subject": "migration",
        "writes": "migration:completed",
    },
}

METHODS = {
    "wave-picker/1": {
        "nl": "de methode die de groepen van de uitrol kiest",
        "en": "the method that picks the roll-out waves",
        "settings": ["share", "salt", "spread"],
    },
}
