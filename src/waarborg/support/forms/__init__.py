"""What people fill in at the support desk, a file a topic."""

from waarborg.support.forms.beside import AsideForm, KindForm, ReaderForm, TagForm, TeamChoiceForm, TeamForm
from waarborg.support.forms.bundles import BundleForm, DayForm, DeliverForm
from waarborg.support.forms.snippets import SnippetForm
from waarborg.support.forms.tickets import (
    AboutForm,
    AnswerForm,
    AssignForm,
    BulkMessageForm,
    DeskReportForm,
    NoteForm,
    PriorityForm,
    ReplyForm,
    ReportForm,
)
from waarborg.support.forms.together import LinkForm, MergeForm, SplitForm

__all__ = [
    "AboutForm",
    "AnswerForm",
    "AsideForm",
    "AssignForm",
    "BulkMessageForm",
    "BundleForm",
    "DayForm",
    "DeliverForm",
    "DeskReportForm",
    "KindForm",
    "LinkForm",
    "MergeForm",
    "NoteForm",
    "PriorityForm",
    "ReaderForm",
    "ReplyForm",
    "ReportForm",
    "SnippetForm",
    "SplitForm",
    "TagForm",
    "TeamChoiceForm",
    "TeamForm",
]
