"""Words of the pages about the use of support."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from waarborg.plumbing.templatetags import waarborg as design
from waarborg.plumbing.web.pages import page_filter
from waarborg.plumbing.web.pictures import meter
from waarborg.support.rules.use.choices import CHOICES
from waarborg.support.rules.use.compare import Compared
from waarborg.support.rules.use.figures import told
from waarborg.support.rules.use.workload import FACTORS

MARKS = {"inside": "met", "near": "risk", "over": "exceeded", "unknown": "unknown"}


@page_filter
def fraction(value: Fraction | None) -> str:
    """Two decimals, truncated, as the language writes them."""
    text = told(value)
    return text.replace(".", ",") if design.lang_of_page() == "nl" else text


@page_filter
def figure_said(text: str) -> str:
    """A figure that was kept as text, as the language writes it."""
    return text.replace(".", ",") if design.lang_of_page() == "nl" else text


@page_filter
def use_state(one: Compared) -> str:
    return MARKS[one.state]


@page_filter
def use_words(one: Compared) -> str:
    return {
        "inside": _("within fair use"),
        "near": _("nearly as much as is fair"),
        "over": _("more than is fair"),
        "unknown": _("not compared"),
    }[one.state]


@page_filter
def why_unknown(one: Compared) -> str:
    if not one.used.size:
        return _("The size of the organisation is unknown, so it cannot be compared with others.")
    return _("There are fewer than five customers of known size, or none of them used anything: no average is shown.")


@page_filter
def use_meter(one: Compared) -> SafeString:
    """How much of what is fair is used; the line is what is used on average."""
    allowed = one.allowed or Fraction(1)
    part = int(one.used.amount / allowed * 1000)
    label = _("%(used)s of %(allowed)s weighted minutes") % {
        "used": fraction(one.used.amount), "allowed": fraction(one.allowed),
    }  # fmt: skip
    drawn = meter(part, 1000, label=label, state=MARKS[one.state], pace=int(1000 / one.multiple))
    return mark_safe(f'<div class="w-picbox">{drawn}</div>')


@page_filter
def factors_said(words: Sequence[str]) -> str:
    lang = design.lang_of_page()
    return design.listed([FACTORS[word][lang] for word in words if word in FACTORS]) if words else ""


@page_filter
def choice_said(signal: Any) -> str:
    words = CHOICES[signal.kind].get(signal.choice)
    return words[design.lang_of_page()] if words else ""
