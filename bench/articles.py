"""The knowledge base at 5,000 articles: searching with and without a typing error, what is offered beside a report, and
its pages, as a customer's, as staff and as a visitor.

Searches in this process, under each role's row policies; pages through two workers of the product's own web server.
Run: python bench/articles.py [--json] [--articles 5000] [--searches 200] [--requests 40].
"""

import argparse
import os
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
import notices
import pages
import serving
from figures import finish, from_table, percentile
from fresh_database import fresh_database
from journal import AT

# Word parts that make a vocabulary of some ten thousand words, as long as Dutch ones.
PARTS = """
    wacht woord rooster planning client dossier factuur declaratie uren team zorg plan doel route bezoek melding rapport
    scherm knop bestand export import koppeling verzekeraar machtiging toegang rol account mail telefoon agenda afspraak
    verwant bericht bijlage formulier archief controle regel termijn overzicht zoek filter lijst kaart adres nummer code
"""
TITLE_WORDS, BODY_WORDS = 5, 120
COMMON = ("kies", "open", "vul", "bewaar", "stap", "volgende", "scherm", "knop", "daarna")


def vocabulary(chance: random.Random) -> list[str]:
    parts = PARTS.split()
    made = {one + other for one in parts for other in parts if one != other}
    made |= {word + end for word in list(made) for end in ("en", "s", "ing") if chance.random() < 0.9}
    return sorted(made)


def texts(chance: random.Random, words: list[str]) -> tuple[str, str]:
    title = " ".join(chance.choices(words, k=TITLE_WORDS)).capitalize()
    body = " ".join(chance.choices(words, k=BODY_WORDS) + chance.choices(COMMON, k=20))
    return title, f"## Stap voor stap\n\n1. {body}"


def load(number: int, words: list[str], chance: random.Random) -> dict[str, float]:
    """Articles as the action would have published them, a hundred at a time; then some by the action itself."""
    from waarborg.customers.queries import provider
    from waarborg.plumbing import tenancy
    from waarborg.plumbing.actors import SYSTEM
    from waarborg.plumbing.tenancy import Role
    from waarborg.support.actions.articles.index import take_down
    from waarborg.support.actions.articles.publish import publish
    from waarborg.support.actions.articles.write import Meant, Words, write
    from waarborg.support.models import Article, ArticleDraft

    for first in range(0, number, 100):
        with tenancy.enter(Role.DESK):
            tenant, batch = provider().id, []
            for place in range(first, min(first + 100, number)):
                title, body = texts(chance, words)
                reach = ("public", "customers", "customers", "provider")[place % 4]
                given = {"tenant_id": tenant, "title_nl": title, "body_nl": body}
                batch.append(Article(audience=reach, state="published", edition=1, published_at=AT, **given))
            Article.objects.bulk_create(batch)
            ArticleDraft.objects.bulk_create(
                ArticleDraft(
                    tenant_id=tenant, article=one, changed=False, written_at=AT, title_nl=one.title_nl,
                    review_on=AT.date(),
                )
                for one in batch
            )  # fmt: skip
            take_down(batch)
    took = []
    with tenancy.enter(Role.DESK):
        for _ in range(20):
            begin = time.perf_counter()
            publish(write(None, Words(*texts(chance, words)), Meant(), by=SYSTEM, at=AT).article_id, by=SYSTEM, at=AT)
            took.append((time.perf_counter() - begin) * 1000)
    return {"writing and publishing one, p95 (ms)": percentile(took, 0.95)}


def mistyped(word: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(word) - 1)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def searched(number: int, words: list[str], chance: random.Random) -> dict[str, float]:
    from waarborg.customers.models import Organisation
    from waarborg.plumbing import tenancy
    from waarborg.plumbing.tenancy import Role
    from waarborg.support.queries.article_search import offered, search

    with tenancy.enter(Role.DESK):
        customer = Organisation.objects.filter(kind="customer").order_by("id").first()
    asked: dict[str, Callable[[], Any]] = {
        "two words": lambda: search(" ".join(chance.choices(words, k=2))),
        "a word in most articles": lambda: search(f"volgende {chance.choice(words)}"),
        "a word begun": lambda: search(chance.choice(words)[:5]),
        "two mistyped words": lambda: search(" ".join(mistyped(one, chance) for one in chance.choices(words, k=2))),
        "offered beside a report": lambda: offered(
            " ".join(chance.choices(words, k=6)), " ".join(chance.choices(words, k=20))
        ),
    }
    found = {}
    for whose, role, tenant in (
        ("customer", Role.CUSTOMER, customer.id),
        ("staff", Role.DESK, None),
        ("visitor", Role.PUBLIC, None),
    ):
        for name, act in asked.items():
            took = []
            for _ in range(number):
                with tenancy.enter(role, tenant):
                    begin = time.perf_counter()
                    act()
                    took.append((time.perf_counter() - begin) * 1000)
            found[f"{whose}: {name} | p95 (ms)"] = percentile(took, 0.95)
    return found


def looked_at(number: int, words: list[str]) -> dict[str, float]:
    found = {}
    with serving.product() as (port, pid):
        staff, reader = pages.signed_in(port, notices.STAFF), pages.signed_in(port, notices.READER)
        for name, browser, path in (
            ("portal: searched", reader, f"/portal/help/?q={words[7]}+{words[77]}"),
            ("portal: mistyped", reader, f"/portal/help/?q={words[7][:-3]}x{words[7][-3:]}"),
            ("portal: the first page", reader, "/portal/help/"),
            ("desk: the list", staff, "/desk/articles/"),
            ("desk: to look at again", staff, "/desk/articles/?show=review"),
        ):
            took = notices.timed_page(browser, path, number, pid)
            found |= {f"{name} | {what}": value for what, value in took.items()}
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description="How fast articles are found")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--articles", type=int, default=5_000)
    parser.add_argument("--searches", type=int, default=100)
    parser.add_argument("--requests", type=int, default=40)
    args = parser.parse_args()
    os.environ["WAARBORG_DEMO"] = "1"
    chance = random.Random(7)
    words = vocabulary(chance)
    with fresh_database():
        notices.load(20, 40)
        figures = load(args.articles, words, chance)
        figures |= searched(args.searches, words, chance) | looked_at(args.requests, words)
    return finish(from_table(figures), as_json=args.json)


if __name__ == "__main__":
    sys.exit(main())
