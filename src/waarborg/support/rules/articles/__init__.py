"""Pure rules of the knowledge base: words and typing errors, ranking, safe Markdown, editions, names to be left out."""
