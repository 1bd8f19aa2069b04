"""The lists of support as rows of a file: what stands in a cell, and from which rows."""
