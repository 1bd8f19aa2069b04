"""The top of the house: settings, addresses, command line, web application, worker."""
