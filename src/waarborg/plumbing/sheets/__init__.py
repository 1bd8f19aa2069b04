"""Lists as files: CSV and XLSX, written row by row, so that a hundred thousand rows take no memory."""

from waarborg.plumbing.sheets.answer import as_file
from waarborg.plumbing.sheets.write import FORMATS, Cell, write_csv, write_xlsx

__all__ = ["FORMATS", "Cell", "as_file", "write_csv", "write_xlsx"]
