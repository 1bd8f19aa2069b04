"""Pages that mix domains: first pages, the overview of a customer, imports, webhooks, who can see what."""
