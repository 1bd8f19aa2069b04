"""Tickets for programs. One router, for an address answers all its methods in one place."""

from waarborg.support.api import beside as beside
from waarborg.support.api import call_backs as call_backs
from waarborg.support.api.tickets import router as router
