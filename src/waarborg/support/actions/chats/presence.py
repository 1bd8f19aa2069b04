"""Who is there, and who types. Of the moment: no journal, no permission of its own, and written seldom."""

from datetime import datetime

from django.db.models import Q

from waarborg.plumbing.actors import Actor
from waarborg.support.actions.chats.holding import tell
from waarborg.support.models import Chat
from waarborg.support.rules.chats.ends import PRESENT, SEEN_EVERY, TYPING_EVERY


def be_there(chat: Chat, *, by: Actor, at: datetime, typing: bool) -> bool:
    """Note that this side looks at the chat, and types; False where that was noted a moment ago. One or two queries.

    Pages hear of it only when something shows: somebody comes, sees something new, or begins to type. The caller found
    the chat for this reader.
    """
    side = "staff" if by.is_staff else "customer"
    seen, typed = f"{side}_seen_at", f"{side}_typed_at"
    due = Q(**{f"{seen}__isnull": True}) | Q(**{f"{seen}__lt": at - SEEN_EVERY})
    changed = {seen: at}
    if typing:
        due |= Q(**{f"{typed}__isnull": True}) | Q(**{f"{typed}__lt": at - TYPING_EVERY})
        changed[typed] = at
    before = getattr(chat, seen)
    rows = Chat.objects.filter(id=chat.id, ended_at__isnull=True).filter(due).update(**changed)
    # What was said since then is seen now: the mark beside it moves.
    fresh = before is None or chat.ticket.changed_at > before
    if rows and (typing or fresh or at - before >= PRESENT):
        tell(chat)
    return bool(rows)
