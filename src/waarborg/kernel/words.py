"""Dates, times and reasons in Dutch and English words, as the explanation of a due time uses them."""

from collections.abc import Sequence
from datetime import date

from waarborg.kernel import holidays
from waarborg.kernel.zones import DAY, EPOCH_ORDINAL, HOUR, MINUTE, SECOND, Offsets

_WEEKDAYS = {
    "nl": ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_SHORT = {
    "nl": ("ma", "di", "wo", "do", "vr", "za", "zo"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
_MONTHS = {
    "nl": (
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ),
    "en": (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
}
_REASONS = {
    "weekend": ("weekend", "weekend"),
    "no-hours": ("vaste sluitingsdag", "regular closing day"),
    "closed": ("gesloten dag", "closed day"),
    "night": ("buiten openingstijd", "outside opening hours"),
    "break": ("buiten openingstijd", "outside opening hours"),
    "paused-at-close": ("dag die stilstaand eindigde", "day that ended paused"),
}


def speak(lang: str) -> str:
    """The language we have: nl, or en for anything else."""
    return "nl" if lang == "nl" else "en"


def weekday(day: date, lang: str, *, short: bool = False) -> str:
    """maandag or Monday; short: ma or Mon."""
    return (_SHORT if short else _WEEKDAYS)[lang][day.weekday()]


def on_date(day: date, lang: str, *, year: bool = False, short: bool = False) -> str:
    """dinsdag 7 april, with the year where asked for; short: di 7 april."""
    text = f"{weekday(day, lang, short=short)} {day.day} {_MONTHS[lang][day.month - 1]}"
    return f"{text} {day.year}" if year else text


def local_date(offsets: Offsets, us: int) -> date:
    """The local date at an instant."""
    return date.fromordinal(offsets.to_wall(us) // DAY + EPOCH_ORDINAL)


def time_of_day(offsets: Offsets, us: int) -> str:
    """16:30, with seconds where there are any; an hour that comes twice names its offset: 02:30 (UTC+2)."""
    wall = offsets.to_wall(us)
    text = clock(wall % DAY, pad=True)
    if offsets.start(wall) != offsets.end(wall):
        hours, rest = divmod(abs(wall - us) // MINUTE, 60)
        sign = "+" if wall >= us else "−"
        text += f" (UTC{sign}{hours}{f':{rest:02d}' if rest else ''})"
    return text


def closing_moment(offsets: Offsets, us: int) -> tuple[date, str]:
    """Date and time of an instant seen as an end: midnight is 24:00 of the day before."""
    day, text = local_date(offsets, us), time_of_day(offsets, us)
    if offsets.to_wall(us) % DAY == 0:
        return date.fromordinal(day.toordinal() - 1), "24:00"
    return day, text


def clock(us: int, *, pad: bool = False) -> str:
    """A length as h:mm, or h:mm:ss where there are seconds; fractions are cut off. `pad` writes 09:30."""
    hours, minutes, seconds = us // HOUR, us // MINUTE % 60, us // SECOND % 60
    text = f"{hours:02d}:{minutes:02d}" if pad else f"{hours}:{minutes:02d}"
    return f"{text}:{seconds:02d}" if seconds else text


def listed(words: Sequence[str], lang: str) -> str:
    """a, b en c."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {'en' if lang == 'nl' else 'and'} {words[-1]}"


def reason_name(key: str, lang: str) -> str:
    """The word for a reason: weekend, Tweede Paasdag, gesloten dag."""
    if key in _REASONS:
        return _REASONS[key][0 if lang == "nl" else 1]
    return holidays.name(key, lang) if key in holidays.HOLIDAYS else key


def capital(text: str) -> str:
    """With a capital first letter, the rest left alone."""
    return text[:1].upper() + text[1:]
