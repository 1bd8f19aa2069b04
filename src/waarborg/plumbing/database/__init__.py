"""Django's own database backend, with a cheaper look at a line that was kept."""
