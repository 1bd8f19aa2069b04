"""Words and pictures of the figures of support. Pictures are drawn on the server and have their numbers as a name."""

from collections.abc import Sequence

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from waarborg.plumbing.templatetags import waarborg as design
from waarborg.plumbing.web import wording
from waarborg.plumbing.web.escaping import escape
from waarborg.plumbing.web.pages import page_filter
from waarborg.plumbing.web.pictures import meter
from waarborg.plumbing.web.pictures.sheet import Sheet
from waarborg.support.rules.figures.groups import AGES, Backlog, Share, Spread

_HIGH = 64.0


def few(count: int) -> str:
    """What stands beside a figure of fewer than five."""
    told = ngettext("of one only: it says little", "of %(n)s only: it says little", count) % {"n": count}
    return f' <span class="w-tiny w-faint">{escape(told)}</span>'


@page_filter
def spread_told(one: Spread) -> SafeString:
    """Middle, and within how much nine in ten: "2:15, nine in ten within 7:40"."""
    if not one.count:
        return mark_safe('<span class="w-faint">–</span>')
    ninety = _("nine in ten within %(time)s") % {"time": design.hours(one.ninety)}
    most = f'<br><span class="w-small w-dim">{escape(ninety)}</span>'
    beside = few(one.count) if one.small else most
    return mark_safe(f'<span class="num">{escape(design.hours(one.median))}</span>{beside}')


@page_filter
def share_told(one: Share) -> SafeString:
    """Percentage, truncated, with how many of how many, and a bar of the same."""
    if one.ppm is None:
        return mark_safe('<span class="w-faint">–</span>')
    lang = design.lang_of_page()
    words = _("%(part)s of %(count)s") % {
        "part": wording.number(one.part, lang), "count": wording.number(one.count, lang),
    }  # fmt: skip
    percent = f"{one.ppm // 10_000}\u00a0%"
    drawn = meter(one.part, one.count, label=f"{percent}, {words}", state="running")
    small = few(one.count) if one.small else f'<div class="w-picbox">{drawn}</div>'
    return mark_safe(f'<span class="num">{percent}</span> <span class="w-small w-dim">{escape(words)}</span>{small}')


@page_filter
def ages_told(one: Backlog) -> list[tuple[str, int]]:
    """How old what is open is, in bands of days."""
    edges = (0, *(most + 1 for most in AGES))
    said = [
        _("%(from)s to %(to)s days") % {"from": first, "to": most} for first, most in zip(edges, AGES, strict=False)
    ]
    return list(zip([*said, _("over %(days)s days") % {"days": AGES[-1]}], one.ages, strict=True))


@page_filter
def month_columns(months: Sequence[tuple[str, int]], label: str) -> SafeString:
    """A column a month, the oldest first, with its number above it."""
    lang = design.lang_of_page()
    most = max((many for _, many in months), default=0) or 1
    sheet, step = Sheet(_HIGH + 32, "running"), 100 / max(1, len(months))
    told = []
    for place, (month, many) in enumerate(months):
        high, left = _HIGH * many / most, place * step
        name = wording.MONTHS_SHORT[lang][int(month[5:]) - 1]
        if many:
            sheet.rect(left + step * 0.15, 16 + _HIGH - high, step * 0.7, high, "h-bar")
        sheet.text(left + step / 2, 12 + _HIGH - high, wording.number(many, lang), "g-strong", anchor="middle", fit=360)
        sheet.text(left + step / 2, _HIGH + 30, name, "g-note", anchor="middle", fit=360)
        told.append(f"{design.month_words(month)} {wording.number(many, lang)}")
    sheet.line(0, 16 + _HIGH, 100, 16 + _HIGH, "g-axis")
    return mark_safe(f'<div class="w-picbox">{sheet.finish(f"{label}: {wording.enumeration(told, lang)}")}</div>')
