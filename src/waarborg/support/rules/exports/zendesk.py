"""Zendesk: the ticketing interface's JSON (also incremental, also a line each), and articles of its help centre."""

from collections.abc import Iterator, Mapping
from typing import Any

from waarborg.support.rules.exports.neutral import (
    Comment,
    Names,
    Neutral,
    OldArticle,
    OldTicket,
    Organisation,
    User,
    moment,
    moment_or_none,
    needed,
    state_of,
    text,
)

STATES = {
    "new": "open",
    "open": "open",
    "pending": "waiting",
    "hold": "open",
    "solved": "resolved",
    "closed": "resolved",
    "deleted": "gone",
}
KINDS = {"incident": "incident", "problem": "bug", "question": "question", "task": "question"}
_COLLECTIONS = {
    "tickets": "ticket",
    "comments": "comment",
    "users": "user",
    "organizations": "organisation",
    "articles": "article",
    "translations": "translation",
    "ticket_events": "event",
}


def read(collection: str, value: Mapping[str, Any], names: Names) -> Iterator[Neutral]:
    """What a record says; nothing for what is no concern of ours. Raises Missing, NoSuchState."""
    what = _COLLECTIONS.get(collection) or _told(value)
    if what == "ticket":
        yield _ticket(value)
    elif what == "comment":
        yield _comment(value, needed(value, "ticket_id"))
    elif what == "event":
        yield from _events(value)
    elif what == "user":
        yield _user(value)
    elif what == "organisation":
        yield Organisation(needed(value, "id"), needed(value, "name"))
    elif what == "article":
        yield from _article(value)
    elif what == "translation":
        yield _translation(value)


def _told(value: Mapping[str, Any]) -> str:
    """What kind of record stands on a line by itself."""
    if "requester_id" in value or ("status" in value and "subject" in value):
        return "ticket"
    if "child_events" in value:
        return "event"
    if "author_id" in value and "public" in value:
        return "comment"
    if "source_id" in value and "locale" in value:
        return "translation"
    if "title" in value and "locale" in value:
        return "article"
    if "role" in value and "email" in value:
        return "user"
    return "organisation" if "domain_names" in value or "shared_tickets" in value else ""


def _ticket(value: Mapping[str, Any]) -> OldTicket:
    number = needed(value, "id")
    requester, organisation = value.get("requester"), value.get("organization")
    said = needed(value, "status")
    listed = value.get("comments")
    return OldTicket(
        id=number,
        number=number,
        subject=text(value, "subject") or text(value, "raw_subject") or text(value, "description")[:100],
        what=text(value, "description"),
        state=state_of(said, STATES),
        said=said.lower(),
        kind=KINDS.get(text(value, "type").lower(), ""),
        reporter=_of(value, "requester_id", requester),
        organisation=_of(value, "organization_id", organisation),
        organisation_name=text(organisation, "name") if isinstance(organisation, dict) else "",
        assignee=_of(value, "assignee_id", value.get("assignee")),
        created=moment(value, "created_at"),
        solved=moment_or_none(value, "solved_at"),
        comments=tuple(_comment(one, number) for one in _dicts(listed)),
    )


def _of(value: Mapping[str, Any], name: str, within: Any) -> str:
    """A reference by number, or to what stands there in full."""
    return text(value, name) or (text(within, "email") or text(within, "id") if isinstance(within, dict) else "")


def _dicts(listed: Any) -> list[Mapping[str, Any]]:
    return [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []


def _comment(value: Mapping[str, Any], ticket: str) -> Comment:
    plain = text(value, "plain_body") or text(value, "body")
    author = value.get("author")
    return Comment(
        ticket=ticket,
        id=text(value, "id"),
        at=moment(value, "created_at"),
        author=_of(value, "author_id", author),
        author_name=text(author, "name") if isinstance(author, dict) else "",
        body=plain or text(value, "html_body"),
        html=not plain,
        internal=value.get("public") is False,
        files=tuple(filter(None, (text(one, "file_name") for one in _dicts(value.get("attachments"))))),
    )


def _events(value: Mapping[str, Any]) -> Iterator[Comment]:
    """The comments among the changes of a ticket (the incremental export of events)."""
    for one in _dicts(value.get("child_events")):
        if text(one, "event_type") == "Comment":
            yield _comment({"created_at": value.get("created_at"), **one}, needed(value, "ticket_id"))


def _user(value: Mapping[str, Any]) -> User:
    return User(
        id=needed(value, "id"),
        name=text(value, "name"),
        email=text(value, "email").lower(),
        organisation=text(value, "organization_id"),
        staff=text(value, "role") in ("agent", "admin"),
    )


def _article(value: Mapping[str, Any]) -> Iterator[OldArticle]:
    for one in (value, *_dicts(value.get("translations"))):
        draft = one.get("draft", value.get("draft"))
        created = moment_or_none(value, "created_at")
        yield OldArticle(
            id=needed(value, "id"),
            locale=needed(one, "locale"),
            title=needed(one, "title"),
            html=text(one, "body"),
            published=None if draft else created,
            public=value.get("user_segment_id") is None,
        )


def _translation(value: Mapping[str, Any]) -> OldArticle:
    return OldArticle(
        id=needed(value, "source_id"),
        locale=needed(value, "locale"),
        title=needed(value, "title"),
        html=text(value, "body"),
        published=None if value.get("draft") else moment_or_none(value, "created_at"),
        public=False,
    )
