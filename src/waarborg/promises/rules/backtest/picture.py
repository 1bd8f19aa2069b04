"""The picture of a back-test: how much of its term each case used, as bars. The same numbers stand in a table."""

from html import escape

from waarborg.promises.rules.backtest.counting import BANDS, Counted

WIDTH, BAR, GAP, HEIGHT, FOOT = 640, 52, 12, 120, 34


def label(band: int | None, lang: str) -> str:
    """The band in words: "tot 75 %", "meer dan 200 %"."""
    if band is None:
        return f"meer dan {BANDS[-2]} %" if lang == "nl" else f"over {BANDS[-2]} %"
    return f"tot {band} %" if lang == "nl" else f"to {band} %"


def picture(counted: Counted, lang: str, *, title: str) -> str:
    """SVG without script or style: bars of what was on time are filled, of what was late are outlined."""
    most = max(counted.bands.values(), default=0)
    told = ", ".join(f"{label(band, lang)}: {counted.bands[band]}" for band in BANDS if counted.bands[band])
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT + FOOT + 16}" role="img" '
        f'class="w-backtest" aria-label="{escape(title)}: {escape(told)}">'
    )
    parts = [head]
    for number, band in enumerate(BANDS):
        count = counted.bands[band]
        x = number * (BAR + GAP)
        height = 0 if not most else max(2 if count else 0, count * HEIGHT // most)
        late = band is None or band > 100
        ink = 'fill="none" stroke="currentColor" stroke-width="2"' if late else 'fill="currentColor"'
        if count:
            parts.append(f'<rect x="{x + 1}" y="{16 + HEIGHT - height}" width="{BAR - 2}" height="{height}" {ink}/>')
            parts.append(_text(x + BAR // 2, 12 + HEIGHT - height, str(count)))
        said = f"{band} %" if band is not None else f"> {BANDS[-2]} %"
        parts.append(_text(x + BAR // 2, 16 + HEIGHT + 18, said))
    parts.append(f'<path d="M0 {16 + HEIGHT + 1}H{WIDTH}" stroke="currentColor" fill="none"/></svg>')
    return "".join(parts)


def _text(x: int, y: int, said: str) -> str:
    return f'<text x="{x}" y="{y}" text-anchor="middle" font-size="13" fill="currentColor">{escape(said)}</text>'
