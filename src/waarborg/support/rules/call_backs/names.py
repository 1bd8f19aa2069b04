"""The names of calls that customers asked for (CL-71, PX-98); `support/rules/names.py` gathers them."""

SUBJECTS = {
    "call-back": {
        "nl": "het verzoek om teruggebeld te worden",
        "en": "the request to be called back",
        "parents": ["ticket"],
    },
}

EVENTS = {
    "call-back:asked": {
        "nl": "uw verzoek om teruggebeld te worden",
        "en": "your request to be called back",
        "subjects": ["call-back"],
    },
    "call-back:moved": {
        "nl": "het verzetten van het telefoongesprek",
        "en": "the moving of the telephone call",
        "subjects": ["call-back"],
    },
    "call-back:taken-over": {
        "nl": "het overnemen van het telefoongesprek door een collega",
        "en": "the taking over of the telephone call by a colleague",
        "subjects": ["call-back"],
    },
    "call-back:cancelled": {
        "nl": "het afzeggen van het telefoongesprek",
        "en": "the cancelling of the telephone call",
        "subjects": ["call-back"],
    },
    "call-back:unanswered": {
        "nl": "onze poging u te bellen",
        "en": "our attempt to call you",
        "subjects": ["call-back"],
    },
    "call-back:held": {
        "nl": "het telefoongesprek waarom u vroeg",
        "en": "the telephone call that you asked for",
        "subjects": ["call-back"],
    },
    "call-back:given-up": {
        "nl": "het einde van onze pogingen u te bellen",
        "en": "the end of our attempts to call you",
        "subjects": ["call-back"],
    },
}
