"""Two versions of an agreement beside each other: what changes, and whether that is better or worse for the customer.

`diff` compares by the order that `keys.ORDER` declares for every key, `in_words` says a difference in Dutch or English,
`as_mapping` is its JSON, and `notice` what the version in force asks before another takes its place.
"""

from waarborg.promises.rules.difference.comparing import Change, Defined, Difference, Promised, diff
from waarborg.promises.rules.difference.keys import ORDER
from waarborg.promises.rules.difference.verdicts import NEEDS_NOTICE, VERDICTS, Verdict

__all__ = [
    "NEEDS_NOTICE",
    "ORDER",
    "VERDICTS",
    "Change",
    "Defined",
    "Difference",
    "Promised",
    "Verdict",
    "diff",
]
