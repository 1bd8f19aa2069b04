"""What pages say of mail."""

from waarborg.plumbing.outbox import failures
from waarborg.plumbing.web.pages import page_filter


@page_filter
def mail_failure(failure: str) -> str:
    """Why a message did not get through, as a sentence; what the server said is quoted."""
    return failures.words(failure)


@page_filter
def mailbox_failure(failure: str) -> str:
    """Why a mailbox cannot be read, as a sentence; what its server said is quoted."""
    return failures.words(f"server: {failure}")
