"""Everything of one customer in one archive: for the customer to take along, and for nobody else to open."""

from waarborg.plumbing.export.archive import Summary, write_archive
from waarborg.plumbing.export.make import contribute, export_customer, request_export

__all__ = ["Summary", "contribute", "export_customer", "request_export", "write_archive"]
