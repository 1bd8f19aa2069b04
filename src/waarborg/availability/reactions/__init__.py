"""What happens by itself when something of availability changes: a file each."""

from waarborg.availability.reactions import public

__all__ = ["public"]
