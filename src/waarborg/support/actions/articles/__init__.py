"""What can be done with articles of the knowledge base, a file a capability."""
