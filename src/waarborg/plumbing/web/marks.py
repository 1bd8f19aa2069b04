"""State marks: one outline per state, so that a state survives grey print, colour blindness and forced colours.

Pure: no Django. The shapes live here because pictures on paper draw them too; `sprite.svg` repeats them for pages and a
test compares the two. A filled mark draws its inner stroke in `--w-on`, the colour of the surface it lies on.
"""

_LINE = 'fill="none" stroke="currentColor" stroke-linecap="round" stroke-linejoin="round"'
_LINE_16 = f'{_LINE} stroke-width="1.6"'
_ON = 'fill="none" stroke="var(--w-on)" stroke-linecap="round" stroke-linejoin="round"'
_OCTAGON = f'<path d="M5.2 1.3h5.6l3.9 3.9v5.6l-3.9 3.9H5.2l-3.9-3.9V5.2z" {_LINE_16}/>'
_RING = f'<circle cx="8" cy="8" r="6.5" {_LINE_16}/>'
_BROKEN_RING = f'<circle cx="8" cy="8" r="6.5" {_LINE_16} stroke-dasharray="2.6 2.5"/>'
_DIAMOND = '<rect x="2.9" y="2.9" width="10.2" height="10.2" rx="1.4" transform="rotate(45 8 8)"'
_TRIANGLE = (
    '<path d="M8 1.1c.5 0 .9.3 1.1.7l6.2 11.1c.5.9-.1 2-1.1 2H1.8c-1 0-1.6-1.1-1.1-2L6.9 1.8c.2-.4.6-.7 1.1-.7z"'
    ' fill="currentColor"/>'
)

SHAPES: dict[str, str] = {
    "running": f'{_RING}<path d="M8 4.4V8l2.5 1.7" {_LINE_16}/>',
    "risk": (
        f'{_TRIANGLE}<path d="M8 5.8v3.7" {_ON} stroke-width="1.9"/>'
        '<circle cx="8" cy="12.2" r="1.1" fill="var(--w-on)"/>'
    ),
    "paused": (
        f'<rect x="1.6" y="1.6" width="12.8" height="12.8" rx="3" {_LINE_16}/>'
        f'<path d="M6.2 5.4v5.2M9.8 5.4v5.2" {_LINE} stroke-width="1.8"/>'
    ),
    "broken": f'{_DIAMOND} fill="currentColor"/><path d="M6 6l4 4M10 6l-4 4" {_ON} stroke-width="1.8"/>',
    "exceeded": f'{_DIAMOND} {_LINE_16}/><path d="M8 5.2v5.6M5.7 7.3L8 5l2.3 2.3" {_LINE_16}/>',
    "met": (
        '<circle cx="8" cy="8" r="7.2" fill="currentColor"/>'
        f'<path d="M4.9 8.3l2.2 2.2 4.1-4.5" {_ON} stroke-width="1.8"/>'
    ),
    "holds": f'{_OCTAGON}<path d="M5.2 8.2l2 2 3.7-4.1" {_LINE_16}/>',
    "refused": f'{_OCTAGON}<path d="M5 8h6" {_LINE} stroke-width="1.8"/>',
    "expired": f'{_OCTAGON}<path d="M5.8 5.8l4.4 4.4M10.2 5.8l-4.4 4.4" {_LINE_16}/>',
    "rest": _RING,
    "unknown": (
        f'<circle cx="8" cy="8" r="6.6" {_LINE} stroke-width="1.7" stroke-dasharray=".1 3.36"/>'
        f'<path d="M6.2 6.3c.1-1 .9-1.6 1.8-1.6s1.8.6 1.8 1.6c0 1.2-1.7 1.3-1.8 2.6" {_LINE} stroke-width="1.5"/>'
        '<circle cx="8" cy="11.2" r=".9" fill="currentColor"/>'
    ),
    "waived": f'{_RING}<path d="M3.6 12.4l8.8-8.8" {_LINE_16}/>',
    "void": f'{_BROKEN_RING}<path d="M5.3 8h5.4" {_LINE_16}/>',
    "unenforced": (f'<rect x="1.8" y="1.8" width="12.4" height="12.4" rx="3" {_LINE_16} stroke-dasharray="2.8 2.4"/>'),
    "plan": (
        f'<rect x="1.6" y="2.6" width="12.8" height="11.8" rx="2" {_LINE_16}/>'
        f'<path d="M1.6 6.4h12.8M5 1v3M11 1v3" {_LINE_16}/>'
    ),
    "better": (
        '<path d="M8 2l6 8.5H2z" fill="currentColor" stroke="currentColor" stroke-width="1.5" stroke-linejoin="round"/>'
    ),
    "worse": '<path d="M8 14L2 5.5h12z" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linejoin="round"/>',
    "same": f'<path d="M2.5 5.8h11M2.5 10.2h11" {_LINE} stroke-width="2"/>',
}

# Verdicts of rules and facts, and names the code uses, that look like another state.
ALIASES: dict[str, str] = {
    "kept": "met",
    "late": "broken",
    "overridden": "waived",
    "withdrawn": "void",
    "not-measured": "unknown",
    "not_measured": "unknown",
    "idle": "rest",
    "planned": "plan",
    "open": "running",
}

_WORDS: dict[str, tuple[str, str]] = {
    "running": ("loopt", "running"),
    "open": ("loopt", "running"),
    "risk": ("krap", "tight"),
    "paused": ("staat stil", "paused"),
    "broken": ("niet nagekomen", "not met"),
    "late": ("te laat", "late"),
    "exceeded": ("overschreden", "exceeded"),
    "met": ("nagekomen", "met"),
    "kept": ("nagekomen", "kept"),
    "holds": ("geldt", "in force"),
    "refused": ("geweigerd", "refused"),
    "overridden": ("uitzondering gemaakt", "overridden"),
    "expired": ("verlopen", "expired"),
    "withdrawn": ("ingetrokken", "withdrawn"),
    "rest": ("in rust", "idle"),
    "unknown": ("niet gemeten", "not measured"),
    "waived": ("kwijtgescholden", "waived"),
    "void": ("vervallen", "void"),
    "unenforced": ("nog niet bewaakt", "not yet enforced"),
    "plan": ("gepland", "planned"),
    "better": ("beter voor u", "better for you"),
    "worse": ("slechter voor u", "worse for you"),
    "same": ("gelijk voor u", "same for you"),
}

# Of more than one, where the word is a verb.
_SEVERAL = {"loopt": "lopen", "staat stil": "staan stil", "geldt": "gelden"}

STATES: tuple[str, ...] = tuple(_WORDS)


def canonical(state: str) -> str:
    """The state whose mark is drawn; an unknown name is drawn as *not measured* rather than as nothing."""
    state = ALIASES.get(state, state)
    return state if state in SHAPES else "unknown"


def word(state: str, lang: str) -> str:
    """The word that always stands beside the mark; `lang` is `nl` or `en`."""
    pair = _WORDS.get(state) or _WORDS[canonical(state)]
    return pair[0] if lang == "nl" else pair[1]


def counted(state: str, count: int, lang: str) -> str:
    """The word after a number: `1 loopt`, `2 lopen`."""
    one = word(state, lang)
    return one if count == 1 else _SEVERAL.get(one, one)
