"""The knowledge base of the demonstration: written and published by its staff, opened by customers' people, and judged
by a few of them."""

from datetime import date, datetime, timedelta
from random import Random

from waarborg.catalogue.models import Item
from waarborg.console.demo.article_texts import DRAFT, TEXTS, Text
from waarborg.customers.models import Person
from waarborg.plumbing import tenancy
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.templatetags.waarborg import zone_of
from waarborg.plumbing.tenancy import Role
from waarborg.plumbing.web.wording import local_date
from waarborg.support.actions.articles.judge import judge
from waarborg.support.actions.articles.publish import publish
from waarborg.support.actions.articles.tally import tally
from waarborg.support.actions.articles.write import Meant, Words, write
from waarborg.support.models import Article, ArticleUse

READERS, JUDGES = 60, 9
DAYS = 80


def write_help(*, now: datetime, seed: int) -> None:
    """In the scope of the desk, when everything else stands."""
    chance = Random(f"{seed} articles {now.isoformat()}")
    # By word: a window may have the word of a component.
    items = {one.key: one.id for one in Item.objects.order_by("kind")}
    writers = list(Person.objects.filter(authorities__role="provider.support").order_by("name", "id")[:3])
    made = []
    for number, text in enumerate((*TEXTS, DRAFT)):
        writer = writers[number % len(writers)]
        roles = frozenset({"provider.support"})
        by = Actor(kind="staff", tenant=writer.tenant_id, person=writer.id, name=writer.name, roles=roles)
        meant = Meant(reach=text.reach, item=items.get(text.about), review_on=_review(number, now))
        held = write(None, _words(text), meant, by=by, at=now)
        if text is not DRAFT:
            made.append(publish(held.article_id, by=by, at=now).article)
    _read([one for one in made if one.audience == "customers"], now, chance)
    tally(at=now)


def _words(text: Text) -> Words:
    return Words(text.title_nl, text.body_nl, text.title_en, text.body_en, text.video)


def _review(number: int, now: datetime) -> date:
    """Spread over the coming year."""
    return (now + timedelta(days=20 + 13 * number)).date()


def _read(articles: list[Article], now: datetime, chance: Random) -> None:
    """Opened in the months past; what people say of them, they say now: it is journalled."""
    people = list(Person.objects.exclude(tenant_id=articles[0].tenant_id).order_by("id")[:READERS])
    uses = {}
    for person in people:
        for article in chance.sample(articles, 3):
            at = now - timedelta(days=chance.randrange(1, DAYS), minutes=chance.randrange(600))
            day = local_date(at, zone_of())
            uses[person.id, article.id, day] = ArticleUse(
                tenant_id=person.tenant_id, article=article, person_id=person.id, day=day, opened_at=at
            )
    ArticleUse.objects.bulk_create(uses.values())
    for number, person in enumerate(people[:JUDGES]):
        by = Actor(
            kind="contact", tenant=person.tenant_id, person=person.id, name=person.name,
            roles=frozenset({"customer.user"}),
        )  # fmt: skip
        with tenancy.enter(Role.CUSTOMER, person.tenant_id):
            source = "report" if number % 2 else "article"
            judge(articles[number % len(articles)].id, helped=number % 4 != 3, source=source, by=by, at=now)
