"""Pages about notices: for staff, in the portal, and for whoever follows a link in a mail."""
