"""The script of the help button as it is delivered: without the indentation and the remarks that only readers need.

Lines stay lines, so that nothing depends on where a statement ends; the one text over several lines is its style sheet.
"""

import re

_REMARKS = re.compile(r"^/\*.*?\*/\n", re.DOTALL | re.MULTILINE)
_SHEET = re.compile(r"(?<=const STYLE = `).*?(?=`;)", re.DOTALL)


def lean(source: str) -> str:
    """The same program in fewer signs; the first remark, which says how it is used, stays."""
    lines = "\n".join(filter(None, (line.strip() for line in source.splitlines()))) + "\n"
    head, end, rest = lines.partition("*/\n")
    return head + end + _SHEET.sub(lambda sheet: re.sub(r" ?([{};:,]) ", r"\1", sheet[0]), _REMARKS.sub("", rest))
