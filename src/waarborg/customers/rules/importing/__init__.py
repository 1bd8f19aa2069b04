"""Reading what another system wrote: which column holds what, what a cell may say, and what is wrong with a line."""
