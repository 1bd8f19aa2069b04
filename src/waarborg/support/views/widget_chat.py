"""Chatting from within the vendor's application: the chat of the portal, by its actions and rules, at a help button."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import FileResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from waarborg.access.rules.throttling import Limit
from waarborg.kernel.errors import BadInput
from waarborg.plumbing import access_log, permissions
from waarborg.plumbing.files.guards import may_read
from waarborg.plumbing.files.models import StoredFile
from waarborg.plumbing.files.store import open_file
from waarborg.plumbing.files.views import attachment
from waarborg.plumbing.live.tickets import ticket_elsewhere
from waarborg.plumbing.templatetags.waarborg import zone_of
from waarborg.plumbing.web import wording
from waarborg.promises import queries as promises
from waarborg.support.actions.asking import require_may_ask
from waarborg.support.actions.chats.end import leave
from waarborg.support.actions.chats.open import open_chat
from waarborg.support.actions.chats.presence import be_there
from waarborg.support.actions.chats.write import write
from waarborg.support.forms.chats import MOST_SIGNS, ChatForm
from waarborg.support.forms.tickets import MAX_FILES
from waarborg.support.models import Chat
from waarborg.support.permissions import OPEN_CHAT
from waarborg.support.queries import chats as reading
from waarborg.support.queries import tickets
from waarborg.support.queries.mail import Writer
from waarborg.support.queries.widget import stream_mark
from waarborg.support.rules.chats import ends
from waarborg.support.rules.passwords import holds_password
from waarborg.support.views.uploads import store_all
from waarborg.support.views.widget_door import (
    MINUTE,
    TALKING,
    Asked,
    asked,
    at_home,
    hold_back,
    known,
    text_of,
    uuid_of,
)

# Of one person, in all tabs: lines and files; and looking, which a page does by itself.
SAYS, LOOKS = Limit(attempts=30, window=MINUTE), Limit(attempts=300, window=MINUTE)


class NotSent(BadInput):
    """What the form of the portal says of it too: a file that is no picture, or too many words."""

    code = "support.widget.not-sent"
    nl = "{said}"
    en = "{said}"


def _who(asked: Asked, limit: Limit) -> Writer:
    """Who holds the pass and chats not too fast. Raises NotNamed, TooFast."""
    writer = known(asked)
    hold_back(f"widget-chat-{limit.attempts}", f"{writer.tenant} {writer.person}", limit)
    return writer


def _chat(asked: Asked, writer: Writer) -> Chat | None:
    """The chat that the page names, one's own; else the one that is open. Raises NotFound for another's, NotAllowed,
    MayNotAsk."""
    by = writer.actor
    if text_of(asked.said, "chat", 40):
        return reading.find(by, uuid_of(asked.said, "chat"))
    permissions.require(by, OPEN_CHAT, tenant=by.tenant)
    require_may_ask(writer.tenant, by=by, at=asked.at, channel="chat")
    return reading.own_open(by)


@asked(rate=TALKING)
def chat(asked: Asked) -> dict[str, Any]:
    """The conversation as it stands, and what a page needs to go on by itself. With `here` the page is looked at, with
    `typing` somebody types. Raises NotNamed, NotFound, NotAllowed, TooFast."""
    writer = _who(asked, LOOKS)
    with at_home(writer):
        found = _chat(asked, writer)
        if found is not None and found.is_open and asked.said.get("here") is True:
            be_there(found, by=writer.actor, at=asked.at, typing=asked.said.get("typing") is True)
        return _told(asked, writer, found)


@asked(rate=TALKING)
def say(asked: Asked) -> dict[str, Any]:
    """One line, with files; the first is a ticket. The same `once` twice is one line.

    Raises NotNamed, NotSent, ChatEnded, MayNotAsk, NotFound, NotAllowed, TooFast.
    """
    writer = _who(asked, SAYS)
    by, at, lang = writer.actor, asked.at, _lang()
    # One more than may be: what is too long is said to be, and not cut.
    form = ChatForm(asked.said | {"text": text_of(asked.said, "text", MOST_SIGNS + 1)}, asked.files)
    with at_home(writer):
        found = _chat(asked, writer)
        stored = None
        if form.is_valid():
            # What was refused stands in the form's errors.
            stored = store_all(form, form.cleaned_data["files"], tenant=writer.tenant, by=by, at=at, lang=lang)
        if stored is None:
            raise NotSent(said=" ".join(str(one) for errors in form.errors.values() for one in errors))
        text, once = form.cleaned_data["text"], form.cleaned_data["once"]
        if found is not None and text_of(asked.said, "chat", 40):
            write(found, by=by, at=at, text=text, files=stored, once=once)
        else:
            found = open_chat(
                writer.tenant, by=by, at=at, text=text, files=stored, once=once,
                kind=reading.kind_for(promises.scheme_words(writer.tenant, "kind", at=at)),
                priority=_priority(asked, writer), widget=asked.widget.id,
            )  # fmt: skip
    # As it stands once that is written, for everybody.
    with at_home(writer):
        return _told(asked, writer, reading.find(by, found.id)) | {"masked": holds_password(text)}


@asked(rate=TALKING)
def end(asked: Asked) -> dict[str, Any]:
    """The customer closes it; a second time is nothing. Raises NotNamed, NotFound, NotAllowed, TooFast."""
    writer = _who(asked, LOOKS)
    with at_home(writer):
        found = reading.find(writer.actor, uuid_of(asked.said, "chat"))
        if found.is_open:
            leave(found, by=writer.actor, at=asked.at)
        return _told(asked, writer, reading.find(writer.actor, found.id))


@asked(rate=TALKING)
def file(asked: Asked) -> FileResponse:
    """A file of a conversation that he may read, as a download. Raises NotNamed, NotFound, TooFast."""
    writer = _who(asked, LOOKS)
    with at_home(writer):
        try:
            found = StoredFile.objects.get(id=uuid_of(asked.said, "file"))
            if not may_read(writer.actor, found):
                raise permissions.NotFound()
            content = open_file(found)
        except (StoredFile.DoesNotExist, FileNotFoundError):
            raise permissions.NotFound() from None
        access_log.read(by=writer.actor, tenant=found.tenant_id, what=found.ref, why=found.name, at=asked.at)
    return attachment(content, found.name, found.media_type, found.size)


def _lang() -> str:
    return wording.tongue(translation.get_language())


def _priority(asked: Asked, writer: Writer) -> str:
    """What was chosen, else the least, as in the portal; nothing where the agreement knows none."""
    words = list(promises.scheme_choices(writer.tenant, "priority", at=asked.at))
    said = text_of(asked.said, "priority", 40)
    return said if said in words else words[-1] if words else ""


def _told(asked: Asked, writer: Writer, found: Chat | None) -> dict[str, Any]:
    by, at, lang = writer.actor, asked.at, _lang()
    told: dict[str, Any] = {
        "hours": _hours(writer.tenant, asked),
        "most": {"files": MAX_FILES, "bytes": settings.UPLOAD_LIMIT},
        "chat": None,
    }
    if found is None:
        choices = promises.scheme_choices(writer.tenant, "priority", at=at)
        return told | {"priorities": [[word, texts[lang]] for word, texts in choices.items()]}
    there = settings.PUBLIC_URL.rstrip("/")
    told["chat"] = {
        "id": str(found.id),
        "open": found.is_open,
        "number": found.ticket.shown_number,
        "url": there + reverse("support:ticket", args=[found.ticket_id]),
        "there": _there(found, asked),
    }
    told["lines"] = [_line(one, by.person, asked) for one in tickets.conversation(found.ticket, by)]
    if found.is_open:
        topics = [f"ticket.{found.ticket_id}", f"chat.{found.id}"]
        mark = stream_mark(asked.widget.id, writer.person)
        told["live"] = ticket_elsewhere(topics, session=mark, origin=asked.origin, began=asked.began)
    return told


def _line(one: tickets.Said, person: UUID | None, asked: Asked) -> dict[str, Any]:
    message = one.message
    side = "us" if message.side == "staff" else "you" if message.author_id == person else "colleague"  # type: ignore[union-attr]
    files = [{"id": str(file.file_id), "name": file.name, "size": file.size} for file in one.files]
    return {
        "id": str(message.id),
        "side": side,
        "name": message.author_name,
        "time": wording.instant(message.at, _lang(), zone_of(), now=asked.at, short=True),
        "text": message.body,
        "files": files,
    }


def _hours(tenant: UUID, asked: Asked) -> dict[str, Any] | None:
    """Whether we are there, in words; None where no agreement says so."""
    hours = reading.hours_of(tenant, now=asked.at)
    if hours is None:
        return None
    until, zone, lang = hours["until"], hours["zone"], _lang()
    if hours["open"]:
        time = wording.time_of_day(until, lang, zone) if until else ""
        text = _("We are here until %(time)s.") % {"time": time} if until else _("We are here day and night.")
    elif until:
        text = _("We are not here now. We are here again from %(when)s.") % {
            "when": wording.instant(until, lang, zone, now=asked.at)
        }
    else:
        text = _("We are not here now.")
    return {"open": hours["open"], "text": text}


def _there(found: Chat, asked: Asked) -> str:
    """Who of us is there, in a sentence."""
    name, here = found.agent_name, found.staff_here(asked.at)
    if not found.is_open:
        return _("This chat has ended.")
    if not name:
        return _("Nobody has taken this chat yet.")
    if here and ends.is_typing(found.staff_typed_at, asked.at):
        return _("%(name)s is typing…") % {"name": name}
    said = _("%(name)s is here.") if here else _("%(name)s is not looking at the moment.")
    return said % {"name": name}
