"""Zammad: tickets, articles of tickets, users and organisations as its interface gives them, and its knowledge base."""

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
    "pending reminder": "open",
    "pending close": "waiting",
    "closed": "resolved",
    "merged": "resolved",
    "removed": "gone",
}
# The states that every installation begins with, by number; an export of its states says others.
NUMBERED = {"1": "new", "2": "open", "3": "pending reminder", "4": "closed", "5": "merged", "7": "pending close"}
_AGENT, _CUSTOMER = "1", "2"
_MAPS = {
    "Ticket": "ticket",
    "TicketArticle": "comment",
    "User": "user",
    "Organization": "organisation",
    "TicketState": "state",
}
_COLLECTIONS = {
    "tickets": "ticket",
    "ticket_articles": "comment",
    "articles": "comment",
    "users": "user",
    "organizations": "organisation",
    "ticket_states": "state",
}


def read(collection: str, value: Mapping[str, Any], names: Names) -> Iterator[Neutral]:
    """What a record says; nothing for what is no concern of ours. Raises Missing, NoSuchState."""
    assets = value.get("assets") if isinstance(value.get("assets"), dict) else value
    if isinstance(assets, dict) and any(name in assets for name in (*_MAPS, "KnowledgeBaseAnswer")):
        for name, what in _MAPS.items():
            for one in _of_map(assets, name):
                yield from _read(what, one, names)
        yield from _knowledge(assets)
        return
    yield from _read(_COLLECTIONS.get(collection) or _told(value), value, names)


def _of_map(assets: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    found = assets.get(name)
    return [one for one in found.values() if isinstance(one, dict)] if isinstance(found, dict) else []


def _told(value: Mapping[str, Any]) -> str:
    if "customer_id" in value and "title" in value:
        return "ticket"
    if "ticket_id" in value and "body" in value:
        return "comment"
    if "login" in value or "firstname" in value:
        return "user"
    if "state_type_id" in value:
        return "state"
    return "organisation" if "shared" in value or "domain_assignment" in value else ""


def _read(what: str, value: Mapping[str, Any], names: Names) -> Iterator[Neutral]:
    if what == "ticket":
        yield _ticket(value, names)
        # What was asked for in full holds what was said.
        for one in value.get("articles") or ():
            if isinstance(one, dict):
                yield _comment({"ticket_id": value.get("id"), **one})
    elif what == "comment":
        yield _comment(value)
    elif what == "user":
        yield _user(value)
    elif what == "organisation":
        yield Organisation(needed(value, "id"), needed(value, "name"))
    elif what == "state":
        names.states[needed(value, "id")] = needed(value, "name").lower()


def _ticket(value: Mapping[str, Any], names: Names) -> OldTicket:
    number = text(value, "state_id")
    said = text(value, "state") or names.states.get(number) or NUMBERED.get(number) or number
    return OldTicket(
        id=needed(value, "id"),
        number=text(value, "number"),
        subject=needed(value, "title"),
        what="",
        state=state_of(said, STATES),
        said=said.lower(),
        kind="",
        reporter=text(value, "customer_id") or text(value, "customer"),
        organisation=text(value, "organization_id"),
        organisation_name=text(value, "organization"),
        assignee=text(value, "owner_id"),
        created=moment(value, "created_at"),
        solved=moment_or_none(value, "close_at"),
    )


def _comment(value: Mapping[str, Any]) -> Comment:
    sender = text(value, "sender").lower() or {_AGENT: "agent", _CUSTOMER: "customer"}.get(text(value, "sender_id"), "")
    files = value.get("attachments")
    return Comment(
        ticket=needed(value, "ticket_id"),
        id=text(value, "id"),
        at=moment(value, "created_at"),
        author=text(value, "origin_by_id") or text(value, "created_by_id"),
        author_name=text(value, "from").partition("<")[0].strip(' "'),
        body=text(value, "body"),
        html="html" in text(value, "content_type").lower(),
        internal=value.get("internal") is True,
        staff=sender != "customer" if sender else None,
        files=tuple(
            text(one, "filename") for one in (files if isinstance(files, list) else ())
            if isinstance(one, dict) and text(one, "filename")
        ),
    )  # fmt: skip


def _user(value: Mapping[str, Any]) -> User:
    held = {str(one).lower() for one in (*(value.get("roles") or ()), *(value.get("role_ids") or ()))}
    name = " ".join(filter(None, (text(value, "firstname"), text(value, "lastname"))))
    return User(
        id=needed(value, "id"),
        name=name or text(value, "login"),
        email=text(value, "email").lower(),
        organisation=text(value, "organization_id"),
        # An installation begins with these: administrator, agent, customer.
        staff=bool(held & {"admin", "agent", "1", "2"}),
    )


def _knowledge(assets: Mapping[str, Any]) -> Iterator[OldArticle]:
    contents = {text(one, "id"): text(one, "body") for one in _of_map(assets, "KnowledgeBaseAnswerTranslationContent")}
    answers = {text(one, "id"): one for one in _of_map(assets, "KnowledgeBaseAnswer")}
    system = {text(one, "id"): text(one, "locale") for one in _of_map(assets, "Locale")}
    locales = {
        text(one, "id"): system.get(text(one, "system_locale_id"), "") for one in _of_map(assets, "KnowledgeBaseLocale")
    }
    for one in _of_map(assets, "KnowledgeBaseAnswerTranslation"):
        answer = answers.get(text(one, "answer_id"), {})
        body = contents.get(text(one, "content_id")) or text(one, "content")
        within = one.get("content")
        seen, archived = moment_or_none(answer, "published_at"), moment_or_none(answer, "archived_at")
        yield OldArticle(
            id=needed(one, "answer_id"),
            locale=locales.get(text(one, "kb_locale_id")) or "nl",
            title=needed(one, "title"),
            html=body or (text(within, "body") if isinstance(within, dict) else ""),
            published=None if archived else seen or moment_or_none(answer, "internal_at"),
            public=seen is not None,
        )
