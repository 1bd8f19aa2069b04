"""The operator's pages: how the installation is, what waits, what could not be delivered, back-ups, the release."""
