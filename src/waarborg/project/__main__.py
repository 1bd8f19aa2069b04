"""``python -m waarborg.project``: the command line without its installed name."""

import sys

from waarborg.project.commandline import main

sys.exit(main())
