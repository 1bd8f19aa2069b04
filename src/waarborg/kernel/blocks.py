"""Steps of a due time gathered into what one row of an explanation tells: a day, a run of days, a gap, a pause."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from waarborg.kernel.calendars import CompiledCalendar
from waarborg.kernel.instants import to_us
from waarborg.kernel.steps import Step
from waarborg.kernel.words import local_date


@dataclass(frozen=True, slots=True)
class Block:
    """Steps told together. `kind` is open-day, whole-days (two or more), business-days, or that of its step."""

    kind: str
    steps: tuple[Step, ...]
    dates: tuple[date, ...] = ()

    @property
    def counted(self) -> int:
        """The time counted in it, in microseconds."""
        return sum(step.counted_us for step in self.steps)


def blocks(calendar: CompiledCalendar, steps: Iterable[Step], start: datetime) -> list[Block]:
    """The blocks in order of time, without the start and the due time."""
    found: list[Block] = []
    places: dict[date, int] = {}
    for step in steps:
        if step.kind in ("start", "due"):
            continue
        if step.kind == "skipped" and not step.reasons and step.start != start:
            continue  # nights and breaks go without saying, except where they move the start
        if step.kind == "counted" and step.reason_key != "elapsed":
            day = local_date(calendar.offsets, to_us(step.start))
            if day in places:
                block = found[places[day]]
                found[places[day]] = Block("open-day", (*block.steps, step), (day,))
                continue
            places[day] = len(found)
            found.append(Block("open-day", (step,), (day,)))
        elif step.kind == "day":
            found.append(Block("business-days", (step,), (local_date(calendar.offsets, to_us(step.start)),)))
        else:
            found.append(Block(step.kind, (step,)))
    return _joined(calendar, found)


def _joined(calendar: CompiledCalendar, found: list[Block]) -> list[Block]:
    """Neighbouring whole days of the same length become one block, and so do neighbouring business days."""
    joined: list[Block] = []
    for block in found:
        previous = joined[-1] if joined else None
        if previous and previous.kind == block.kind == "business-days":
            joined[-1] = Block("business-days", previous.steps + block.steps, previous.dates + block.dates)
        elif previous and _whole(calendar, block) and _continues(calendar, previous, block):
            joined[-1] = Block("whole-days", previous.steps + block.steps, previous.dates + block.dates)
        else:
            joined.append(block)
    return joined


def _whole(calendar: CompiledCalendar, block: Block) -> bool:
    """Whether a block is one local date of which every opening counted to its end."""
    if block.kind != "open-day":
        return False
    pieces = [(to_us(step.start), to_us(step.end)) for step in block.steps if step.end is not None]
    return pieces == list(calendar.openings_on(block.dates[0]))


def _continues(calendar: CompiledCalendar, previous: Block, block: Block) -> bool:
    if previous.kind == "whole-days":
        return previous.counted == block.counted * len(previous.dates)
    return _whole(calendar, previous) and previous.counted == block.counted
