"""The readable agreement, from the file alone: an HTML fragment, a whole page, or Markdown, in Dutch or English."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Literal

from waarborg.kernel.holidays import name as holiday_name
from waarborg.promises.rules.agreement.details import Line, level, lines
from waarborg.promises.rules.agreement.enforcement import planned_names
from waarborg.promises.rules.agreement.frame import Calendar, Holidays
from waarborg.promises.rules.agreement.model import Agreement
from waarborg.promises.rules.agreement.phrases import Phrases
from waarborg.promises.rules.agreement.values import DAYS, days
from waarborg.promises.rules.agreement.wording import fill
from waarborg.promises.rules.registry import Registry, known

Format = Literal["html", "page", "md"]
_DAYS = {"nl": ("ma", "di", "wo", "do", "vr", "za", "zo"), "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")}


@dataclass(frozen=True)
class Article:
    """A promise or a text, as it is printed. `number` is chapter.article."""

    id: str
    number: str
    words: str
    level: str | None
    notes: tuple[str, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Chapter:
    id: str
    number: int
    title: str
    articles: tuple[Article, ...]


def render(agreement: Agreement, lang: str, format: Format = "html", *, registry: Registry | None = None) -> str:
    """The whole agreement. `html` is a fragment (an article with an h2 per chapter), `page` a document around it."""
    phrases = Phrases(agreement, registry or known(), lang)
    if format == "md":
        return "\n".join(_markdown(agreement, phrases)) + "\n"
    fragment = "\n".join(_html(agreement, phrases)) + "\n"
    if format == "html":
        return fragment
    title = escape(agreement.say(lang))
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title>'
    return f'<!doctype html>\n<html lang="{lang}">\n<head>{head}</head>\n<body>\n{fragment}</body>\n</html>\n'


def chapters(agreement: Agreement, phrases: Phrases) -> Iterator[Chapter]:
    """The chapters in the order of the file; one without articles is left out."""
    number = 0
    for name, wording in agreement.chapters.items():
        inside = agreement.in_chapter(name)
        if inside:
            number += 1
            articles = tuple(
                article(one, f"{number}.{position}", agreement, phrases) for position, one in enumerate(inside, start=1)
            )
            yield Chapter(name, number, wording.say(phrases.lang), articles)


def article(name: str, number: str, agreement: Agreement, phrases: Phrases) -> Article:
    """One promise or text, by id."""
    lang, pick = phrases.lang, phrases.pick
    if name not in agreement.promises:
        passage = agreement.terms[name]
        return Article(name, number, passage.say(lang), None, (), _clauses(passage.clauses, phrases))
    promise = agreement.promises[name]
    notes = []
    if promise.offered:
        notes.append(pick("Aangeboden: geldt pas als u dit afneemt.", "Offered: applies once you take it up."))
    if planned_names(name, agreement, phrases.registry):
        notes.append(
            pick(
                "Nog niet gehandhaafd: de software bewaakt deze belofte nog niet.",
                "Not yet enforced: the software does not guard this promise yet.",
            )
        )
    told = (*lines(promise, agreement, phrases), *_clauses(promise.clauses, phrases))
    words = fill(promise, agreement, phrases.registry, lang)
    return Article(name, number, words, level(promise, lang), tuple(notes), told)


def _clauses(clauses: tuple[str, ...], phrases: Phrases) -> tuple[Line, ...]:
    return ((phrases.pick("Bron", "Source"), ", ".join(clauses)),) if clauses else ()


def header(agreement: Agreement, phrases: Phrases) -> Iterator[Line]:
    """Who promises, which version, and from when on."""
    pick, provider = phrases.pick, agreement.provider
    registered = f" ({provider.registered})" if provider.registered else ""
    yield pick("Leverancier", "Provider"), provider.name + registered
    yield pick("Versie", "Version"), agreement.version
    yield pick("Geldt vanaf", "Applies from"), phrases.date(agreement.effective)
    if agreement.replaces:
        yield pick("Vervangt", "Replaces"), agreement.replaces
    other = "en" if agreement.language == "nl" else "nl"
    if phrases.lang == other:
        yield (
            pick("Taal", "Language"),
            pick("vertaling; de Engelse tekst gaat voor", "translation; the Dutch text leads"),
        )


# ---- definitions -----------------------------------------------------------------------------------------------------
def definitions(agreement: Agreement, phrases: Phrases) -> Iterator[tuple[str, list[Line]]]:
    """The frame in words: (heading, lines)."""
    lang, pick = phrases.lang, phrases.pick
    if agreement.calendars:
        yield (
            pick("Uren en dagen", "Hours and days"),
            [(calendar.say(lang), hours_words(calendar, phrases)) for calendar in agreement.calendars.values()],
        )
    yield from _schemes(agreement, phrases)
    if agreement.roles:
        yield (
            pick("Wie is wie", "Who is who"),
            [
                (role.say(lang), pick(", anders ", ", otherwise ").join(phrases.name("role", one) for one in role.is_))
                for role in agreement.roles.values()
            ],
        )
    if agreement.documents:
        yield (
            pick("Documenten", "Documents"),
            [(document.say(lang), document.file) for document in agreement.documents.values()],
        )


def _schemes(agreement: Agreement, phrases: Phrases) -> Iterator[tuple[str, list[Line]]]:
    """Schemes with criteria under a heading each; those that only list words as one line each."""
    lang, bare = phrases.lang, []
    for name, scheme in agreement.schemes.items():
        words, subject = list(scheme.values.values()), phrases.name("subject", scheme.of)
        if any(word.criteria for word in words):
            lines = [(word.say(lang), word.criteria.say(lang) if word.criteria else word.say(lang)) for word in words]
            about = f": {phrases.name('property', name)}" if phrases.registry.find("property", name) else ""
            yield phrases.pick("Indeling van", "Classes of") + f" {subject}{about}", lines
        else:
            bare.append((subject, "; ".join(word.say(lang) for word in words)))
    if bare:
        yield phrases.pick("Wat wij onderscheiden", "What we distinguish"), bare


def hours_words(calendar: Calendar, phrases: Phrases) -> str:
    pick = phrases.pick
    said = [_week(calendar.weekly, phrases)] if calendar.weekly else []
    for one in calendar.recurring:
        lasts = one.lasts.duration.say(phrases.lang)
        said.append(
            pick(f"vanaf {one.first} telkens {lasts}", f"from {one.first} each time {lasts}") + f" ({one.repeat})"
        )
    if holidays := _holidays(calendar.holidays, phrases):
        said.append(holidays)
    said.extend(pick(f"gesloten op {one}", f"closed on {one}") for one in map(phrases.date, calendar.closed))
    said.extend(f"{phrases.date(date)} {phrases.all_of(openings)}" for date, openings in calendar.open.items())
    for change in calendar.changes:
        parts = [_week(change.weekly, phrases)] if change.weekly else []
        if change.holidays:
            parts.append(_holidays(change.holidays, phrases) or pick("ook op feestdagen", "on holidays too"))
        since = phrases.date(change.from_)
        said.append(
            pick(f"vanaf {since}: ", f"from {since}: ") + (", ".join(parts) or pick("andere data", "other dates"))
        )
    if calendar.deviations == "announced":
        said.append(pick("afwijkende tijden kondigen wij aan", "we announce other hours"))
    return "; ".join(said)


def _week(weekly: Mapping[str, Sequence[str]], phrases: Phrases) -> str:
    names, said = _DAYS[phrases.lang], []
    for written, openings in weekly.items():
        span = days(written)
        first, last = names[DAYS.index(span[0])], names[DAYS.index(span[-1])]
        spoken = first if first == last else phrases.pick(f"{first} t/m {last}", f"{first} to {last}")
        said.append(f"{spoken} {phrases.all_of(openings) or phrases.pick('gesloten', 'closed')}")
    return ", ".join(said)


def _holidays(holidays: Holidays, phrases: Phrases) -> str:
    pick = phrases.pick
    names = [holiday_name(key, phrases.lang) for key in holidays.add]
    if holidays.preset == "none":
        return pick(f"gesloten op {phrases.all_of(names)}", f"closed on {phrases.all_of(names)}") if names else ""
    said = pick(f"gesloten op feestdagen ({holidays.preset})", f"closed on holidays ({holidays.preset})")
    if names:
        said += pick(" en op ", " and on ") + phrases.all_of(names)
    if holidays.except_:
        without = phrases.all_of([holiday_name(key, phrases.lang) for key in holidays.except_])
        said += pick(f", wel open op {without}", f", but open on {without}")
    return said


# ---- HTML ------------------------------------------------------------------------------------------------------------
def _html(agreement: Agreement, phrases: Phrases) -> Iterator[str]:
    pick = phrases.pick
    yield f'<article class="w-agreement" lang="{phrases.lang}">'
    yield f"<header>\n<h1>{escape(agreement.say(phrases.lang))}</h1>"
    yield _list(header(agreement, phrases))
    yield "</header>"
    for chapter in chapters(agreement, phrases):
        yield f'<section id="{escape(chapter.id)}">\n<h2>{chapter.number} {escape(chapter.title)}</h2>'
        for one in chapter.articles:
            yield from _html_article(one, phrases)
        yield "</section>"
    frame = list(definitions(agreement, phrases))
    if frame:
        yield f'<section id="definitions">\n<h2>{escape(pick("Wat de woorden betekenen", "What the words mean"))}</h2>'
        for heading, told in frame:
            yield f"<h3>{escape(heading)}</h3>"
            yield _list(told)
        yield "</section>"
    yield "</article>"


def _html_article(one: Article, phrases: Phrases) -> Iterator[str]:
    yield f'<section class="w-article" id="{escape(one.id)}" aria-label="{escape(one.number)}">'
    mark = f' <small class="w-level">{escape(one.level)}</small>' if one.level else ""
    yield f'<p class="w-words"><b>{escape(one.number)}</b> {escape(one.words)}{mark}</p>'
    for note in one.notes:
        yield f'<p class="w-note">{escape(note)}</p>'
    if one.lines:
        yield _list(one.lines)
    yield "</section>"


def _list(told: Iterable[Line]) -> str:
    rows = "".join(f"<dt>{escape(label)}</dt><dd>{escape(text)}</dd>" for label, text in told)
    return f"<dl>{rows}</dl>"


# ---- Markdown --------------------------------------------------------------------------------------------------------
def _markdown(agreement: Agreement, phrases: Phrases) -> Iterator[str]:
    pick = phrases.pick
    yield f"# {_md(agreement.say(phrases.lang))}"
    yield ""
    yield from _md_lines(header(agreement, phrases))
    for chapter in chapters(agreement, phrases):
        yield f"\n## {chapter.number} {_md(chapter.title)}"
        for one in chapter.articles:
            mark = f" *({_md(one.level)})*" if one.level else ""
            yield f"\n**{one.number}** {_md(one.words)}{mark}\n"
            for note in one.notes:
                yield f"> {_md(note)}\n"
            yield from _md_lines(one.lines)
    frame = list(definitions(agreement, phrases))
    if frame:
        yield f"\n## {pick('Wat de woorden betekenen', 'What the words mean')}"
        for heading, told in frame:
            yield f"\n### {_md(heading)}\n"
            yield from _md_lines(told)


def _md_lines(told: Iterable[Line]) -> Iterator[str]:
    for label, text in told:
        yield f"- {_md(label)}: {_md(text)}"


def _md(text: str) -> str:
    """Text that stays text: neither markup nor HTML can come in with it."""
    for mark in "\\`*_[]#|":
        text = text.replace(mark, f"\\{mark}")
    return escape(text, quote=False)
