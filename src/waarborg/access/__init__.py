"""Access: accounts, memberships, sessions, the second factor, and the scope every request works in."""
