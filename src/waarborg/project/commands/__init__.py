"""One module for each word of the command line; commandline.py says what such a module offers."""
