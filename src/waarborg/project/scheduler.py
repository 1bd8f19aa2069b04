"""The scheduler: a worker for clocks alone, which also puts periodic jobs in their queues when their time comes.

The other worker does the latter too; the database lets each period through once, so either of them may be away.
"""

import sys

from waarborg.project.worker import CLOCKS, serve

if __name__ == "__main__":
    sys.exit(serve("scheduler", [CLOCKS]))
