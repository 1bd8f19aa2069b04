"""Every refusal of an agreement file: code -> (Dutch, English, Dutch hint, English hint).

A hint that begins with a capital follows a full stop, any other a semicolon. Where a near word is known ("did you
mean"), it takes the place of the hint. Codes are stable: scripts and manuals name them.
"""

from waarborg.promises.rules.agreement.messages.law import LAW
from waarborg.promises.rules.agreement.messages.meaning import MEANING
from waarborg.promises.rules.agreement.messages.reading import READING
from waarborg.promises.rules.agreement.messages.supply import SUPPLY

MESSAGES = {**READING, **MEANING, **LAW, **SUPPLY}
