"""What happened, under another agreement: how often each promise would have been kept, and how closely.

Events come from the journal or from a file (`events`, schema in docs/events.schema.json). Every subject is replayed by
itself, by the same replay as everywhere else; nothing is estimated.
"""

from waarborg.promises.rules.backtest.counting import BANDS, Backtest, Counted, Told, backtest
from waarborg.promises.rules.backtest.events import EventsRefused, History, read_events
from waarborg.promises.rules.backtest.picture import picture

__all__ = ["BANDS", "Backtest", "Counted", "EventsRefused", "History", "Told", "backtest", "picture", "read_events"]
