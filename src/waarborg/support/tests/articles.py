"""Articles written and published for tests, as an agent does it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from waarborg.catalogue.models import Item, Purchase
from waarborg.catalogue.tests.stock import SINCE
from waarborg.customers.tests.cast import NOW, Cast
from waarborg.plumbing import tenancy
from waarborg.plumbing.tenancy import Role
from waarborg.support.actions.articles.publish import publish
from waarborg.support.actions.articles.write import Meant, Words, write
from waarborg.support.models import Article, ArticleDraft, ArticleEdition

PASSWORD = Words(
    "Wachtwoord vergeten",
    "Bent u uw wachtwoorden kwijt? Volg deze stappen.\n\n1. Kies **Inloggen**.\n2. Kies *Wachtwoord vergeten*.",
    "Password forgotten",
    "Choose *Password forgotten* at the sign-in page.",
)


def said(title: str, body: str = "Volg deze stappen.", **more: str) -> Words:
    return Words(title, body, **more)


def draft(cast: Cast, words: Words = PASSWORD, *, at: datetime = NOW, **meant: Any) -> ArticleDraft:
    with cast.agent.at_work():
        return write(None, words, Meant(**meant), by=cast.agent.actor, at=at)


def published(cast: Cast, words: Words = PASSWORD, *, at: datetime = NOW, **meant: Any) -> UUID:
    """By default for all customers."""
    held = draft(cast, words, at=at, **meant)
    with cast.agent.at_work():
        publish(held.article_id, by=cast.agent.actor, at=at)
    return held.article_id


def for_merendaal_alone(cast: Cast) -> UUID:
    """An article for who has a product that no other customer has; written without actions, whose journals have stories
    of others."""
    with tenancy.enter(Role.DESK):
        given = {"tenant_id": cast.provider.id}
        service = Item.objects.create(kind="service", key="alone", nl="Alleen", en="Alone", **given)
        item = Item.objects.create(kind="product", key="alone", nl="Alleen", en="Alone", parent=service, **given)
        Purchase.objects.create(tenant_id=cast.merendaal.id, item=item, starts_on=SINCE)
        words = {"title_nl": "Werken bij Stichting Thuiszorg Merendaal", "body_nl": "Stap 1."}
        article = Article.objects.create(
            audience="product", item=item, state="published", edition=1, published_at=NOW, **words, **given
        )
        ArticleDraft.objects.create(
            article=article, reach="product", item=item, changed=False, written_at=NOW, written_by="R. Specimen",
            **words, **given,
        )  # fmt: skip
        ArticleEdition.objects.create(
            article=article, edition=1, reach="product", item_id=item.id, published_at=NOW, published_by="R. Specimen",
            **words, **given,
        )  # fmt: skip
    return article.id
