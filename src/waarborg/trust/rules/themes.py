"""The words by which agreements ask for a control or a document, and what people read of them."""

from collections.abc import Mapping
from typing import Final

# By the kind of record: word, and what it is called.
THEMES: Final[Mapping[str, Mapping[str, Mapping[str, str]]]] = {
    "control": {
        "layers": {"nl": "Lagen van beveiliging", "en": "Layers of security"},
        "cryptography": {"nl": "Versleuteling", "en": "Encryption"},
        "privacy": {"nl": "Privacy", "en": "Privacy"},
        "integrity": {"nl": "Integriteit", "en": "Integrity"},
        "confidentiality": {"nl": "Vertrouwelijkheid", "en": "Confidentiality"},
    },
    "document": {
        "applicability": {"nl": "Verklaring van toepasselijkheid", "en": "Statement of applicability"},
        "requirements": {"nl": "Systeemeisen", "en": "System requirements"},
        "conduct": {"nl": "Gedragscode", "en": "Code of conduct"},
    },
}


def said(kind: str, theme: str, lang: str) -> str:
    """What a theme is called; empty for a record without one."""
    found = THEMES.get(kind, {}).get(theme)
    return found[lang] if found else ""
