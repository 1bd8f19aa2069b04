"""Pictures of an article: only what is a picture by its bytes, shown where the text names it."""

from datetime import datetime
from typing import BinaryIO
from uuid import UUID

from django.db import IntegrityError, transaction

from waarborg.kernel.errors import BadInput
from waarborg.plumbing import files
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.permissions import require
from waarborg.plumbing.taken import taken
from waarborg.support.models import ArticlePicture
from waarborg.support.permissions import ARTICLE_WRITE
from waarborg.support.queries.articles import at_desk, locked

# Not under "support", whose files belong to messages: what belongs to none of them is swept.
PURPOSE = "knowledge-base"
LIMIT = 5 * 1024 * 1024


class NoPicture(BadInput):
    code = "support.article.no-picture"
    nl = "{name} is geen plaatje: kies een PNG, JPEG, GIF of WebP."
    en = "{name} is no picture: choose a PNG, JPEG, GIF or WebP."


class NameTaken(BadInput):
    code = "support.article.picture-name"
    nl = "Er is al een plaatje {name} bij dit artikel."
    en = "This article has a picture {name} already."
    nl_way_out = "Geef het bestand een andere naam; de oude blijft voor eerdere uitgaven."
    en_way_out = "Give the file another name; the old one stays for earlier editions."


@action("support.article.write")
def add_picture(article: UUID, stream: BinaryIO, *, name: str, by: Actor, at: datetime) -> ArticlePicture:
    """Keep a picture with an article; nobody sees it before a text that shows it is published.

    Raises NotAllowed, NotFound, NoPicture, NameTaken, and what `files.store` raises.
    """
    require(by, ARTICLE_WRITE)
    held = locked(at_desk(article))
    stored = files.store(stream, name=name, tenant=held.tenant_id, by=by, at=at, purpose=PURPOSE, limit=LIMIT)
    if not stored.media_type.startswith("image/"):
        raise NoPicture(name=stored.name, path="pictures")
    try:
        with transaction.atomic():
            return ArticlePicture.objects.create(
                tenant_id=held.tenant_id, article=held.article, file_id=stored.id, name=stored.name,
                media_type=stored.media_type, size=stored.size, sha256=stored.sha256,
            )  # fmt: skip
    except IntegrityError as error:
        if not taken(error, "support_article_picture_once"):
            raise
        raise NameTaken(name=stored.name, path="pictures") from None
