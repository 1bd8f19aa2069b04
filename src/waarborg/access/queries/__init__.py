"""Reading accounts, memberships and sessions, as the login role."""
