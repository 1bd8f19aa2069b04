"""What every part of the interface for programs shares: scopes, pages, preconditions, answers kept under a key."""

PREFIX = "/api/"
