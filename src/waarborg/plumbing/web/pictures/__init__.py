"""Pictures as SVG text, drawn on the server: the same in a page, a PDF and a static export. Pure: no Django."""

from waarborg.plumbing.web.pictures.bars import day_bars, meter, stamp_card
from waarborg.plumbing.web.pictures.burn_down import burn_down
from waarborg.plumbing.web.pictures.lane import queue_lane
from waarborg.plumbing.web.pictures.timeline import clock_timeline

__all__ = ["burn_down", "clock_timeline", "day_bars", "meter", "queue_lane", "stamp_card"]
