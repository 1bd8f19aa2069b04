"""The scheduler: a worker for clocks alone, which also puts periodic jobs in their queues when their time comes.

The other worker does the latter too; the database lets each period through once, so either of them may be away.
"""

from waarborg.project.worker import CLOCKS, serve


def main() -> int:
    return serve("scheduler", [CLOCKS])
