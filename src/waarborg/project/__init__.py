"""The top of the house: settings, addresses, command line, web application, worker."""

import zoneinfo

# The pinned rules of time zones, wherever the program is entered: what a deadline reads as must not depend on which
# rules the machine was given last.
zoneinfo.reset_tzpath(())
