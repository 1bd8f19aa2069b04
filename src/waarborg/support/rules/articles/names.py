"""The names of the knowledge base that are live (rules/names.py takes them over)."""

SUBJECTS = {
    "article": {"nl": "het kennisbankartikel", "en": "the knowledge base article", "parents": ["catalogue.service"]},
}

EVENTS = {
    "article:written": {
        "nl": "het schrijven van een artikel",
        "en": "the writing of an article",
        "subjects": ["article"],
    },
    "article:published": {
        "nl": "het publiceren van een artikel",
        "en": "the publication of an article",
        "subjects": ["article"],
    },
    "article:withdrawn": {
        "nl": "het intrekken van een artikel",
        "en": "the withdrawal of an article",
        "subjects": ["article"],
    },
    "article:reviewed": {
        "nl": "het opnieuw bekijken van een artikel",
        "en": "the review of an article",
        "subjects": ["article"],
    },
    "article:handed-over": {
        "nl": "het overdragen van een artikel",
        "en": "the hand-over of an article",
        "subjects": ["article"],
    },
    "article:judged": {
        "nl": "uw oordeel over een artikel",
        "en": "your judgement of an article",
        "subjects": ["article"],
    },
}

# In the journal of the provider: no customer waits for these.
OURS = frozenset(EVENTS) - {"article:judged"}
# Those of them that a program of the provider may wait for.
TOLD = frozenset({"article:published", "article:withdrawn"})
