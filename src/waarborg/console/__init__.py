"""Pages that mix domains: the first page of each face, the overview of a customer, search."""
