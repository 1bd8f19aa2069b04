"""Pure rules: kinds, placeholders, audiences, marks of a house style, and records of a mail domain."""
