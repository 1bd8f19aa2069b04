"""Taking over what another system holds: many lines at once, all of them or none, and a second time nothing."""
