"""What the isolation tests need to know of the project (tests/isolation): the description of the interface is open."""

PUBLIC = {"openapi"}
