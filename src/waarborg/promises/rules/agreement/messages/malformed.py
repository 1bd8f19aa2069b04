"""What a YAML parser says, in words for whoever wrote the file. What is not listed keeps the parser's own words."""

import re

# Pattern of the parser's words -> what is the matter, in Dutch and English.
_WORDS: tuple[tuple[str, str, str], ...] = (
    (
        r"expected ',' or '\]'",
        "een lijst tussen [ en ] is niet afgesloten, of er ontbreekt een komma",
        "a list between [ and ] is not closed, or a comma is missing",
    ),
    (
        r"expected ',' or '\}'",
        "een blok tussen { en } is niet afgesloten, of er ontbreekt een komma",
        "a block between { and } is not closed, or a comma is missing",
    ),
    (
        "mapping values are not allowed",
        "hier staat een dubbele punt zonder sleutel; tekst met een dubbele punt hoort tussen aanhalingstekens",
        "here stands a colon without a key; text with a colon belongs between quotes",
    ),
    (
        r"could not find expected ':'",
        "een sleutel heeft geen dubbele punt",
        "a key has no colon",
    ),
    (
        r"found character '\\t'",
        "hier staat een tab; inspringen gaat met spaties",
        "here stands a tab; indent with spaces",
    ),
    (
        "cannot start any token",
        "met dit teken kan geen waarde beginnen; zet de waarde tussen aanhalingstekens",
        "no value can begin with this sign; put the value between quotes",
    ),
    (
        "unexpected end of stream|unexpected document separator",
        "een aanhalingsteken is niet gesloten",
        "a quote is not closed",
    ),
    (
        "expected <block end>|invalid intendation|more indented",
        "deze regel springt niet in zoals de regels waar hij bij hoort",
        "this line is not indented like the lines it belongs to",
    ),
    (
        "sequence entries are not allowed",
        "hier kan geen streepje van een lijst staan",
        "no hyphen of a list can stand here",
    ),
    (
        "unknown escape character|escape sequence",
        "na een schuine streep (\\) staat een teken dat niets betekent; gebruik enkele aanhalingstekens",
        "a backslash (\\) is followed by a sign that means nothing; use single quotes",
    ),
    (
        "^#x",
        "hier staat een teken dat geen tekst is ({why})",
        "here stands a sign that is no text ({why})",
    ),
    (
        "lone surrogate",
        "hier staat een half teken, dat geen tekst is",
        "here stands half a sign, which is no text",
    ),
)


def said(why: str) -> dict[str, str]:
    """The parser's words as a parameter in two languages."""
    for pattern, nl, en in _WORDS:
        if re.search(pattern, why):
            return {"nl": nl.replace("{why}", why), "en": en.replace("{why}", why)}
    return {"nl": why, "en": why}
