"""What staff fill in: a file each."""

from waarborg.availability.forms.incidents import CorrectForm, OpenForm, UpdateForm

__all__ = ["CorrectForm", "OpenForm", "UpdateForm"]
