"""PostgreSQL that comes along: the server binaries of a Python package under a small supervisor of our own.

Only the package's binaries are used, never its Python code: that trusts stale pid files, opens up parent folders and
gives up while a server is still recovering.
"""

from waarborg.plumbing.embedded_postgres.layout import Layout, folder_for
from waarborg.plumbing.embedded_postgres.server import Server
from waarborg.plumbing.embedded_postgres.testing import start_for_tests

__all__ = ["Layout", "Server", "folder_for", "start_for_tests"]
