"""Agreement files: reading, checking, printing and freezing what a provider promises.

`load` reads a file and says everything that is wrong with it; what it returns is typed (`Agreement`, `Promise` ...).
`sha256_of` is the version of an agreement, `publish` freezes it, `render` prints it.
"""

from waarborg.promises.rules.agreement.canonical import canonical, content_of, sha256_of
from waarborg.promises.rules.agreement.loader import AgreementRefused, Amended, Loaded, load
from waarborg.promises.rules.agreement.model import Agreement, Amendment
from waarborg.promises.rules.agreement.problems import Place, Problem
from waarborg.promises.rules.agreement.promise import Promise

__all__ = [
    "Agreement",
    "AgreementRefused",
    "Amended",
    "Amendment",
    "Loaded",
    "Place",
    "Problem",
    "Promise",
    "canonical",
    "content_of",
    "load",
    "sha256_of",
]
