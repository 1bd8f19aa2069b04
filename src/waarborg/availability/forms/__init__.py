"""What staff fill in: a file each."""

from waarborg.availability.forms.incidents import CorrectForm, FindingForm, OpenForm, UpdateForm

__all__ = ["CorrectForm", "FindingForm", "OpenForm", "UpdateForm"]
