"""The desk's page of checks: what each came to, and carrying them out; for who answers for them alone."""

import re
from collections.abc import Callable

from django.db import connection
from django.test import Client

from waarborg.customers.tests.cast import Cast, Player
from waarborg.promises.actions.check_facts import CHECK
from waarborg.promises.models import AgreementVersion
from waarborg.promises.profiles import profile
from waarborg.promises.rules.registry import known

Enter = Callable[[Player], Client]
PAGE = "/desk/checks/"


def rested_on(name: str) -> set[str]:
    """The checks that this profile's promises rest on and that somebody can carry out by now."""
    live = {one for one in known().of_kind("check") if not known().is_planned("check", one)}
    return live & set(re.findall(r"check: ([\w.-]+)", profile(name).decode()))


def waiting() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = %s", [CHECK])
        return int(cursor.fetchone()[0])


def test_a_service_manager_reads_what_was_never_looked_at_and_has_it_looked_at(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter
) -> None:
    client = signed_in(cast.manager)
    page = client.get(PAGE).content.decode()
    assert page.count("nog niet uitgevoerd") == len(rested_on("appreo"))
    assert "verantwoordelijk: de beveiligingsfunctionaris" in page
    # Asked for twice it waits once.
    assert [client.post(PAGE).status_code for _ in range(2)] == [302, 302]
    assert waiting() == 1


def test_support_neither_reads_nor_starts_them(cast: Cast, appreo: AgreementVersion, signed_in: Enter) -> None:
    client = signed_in(cast.agent)
    assert (client.get(PAGE).status_code, client.post(PAGE).status_code, waiting()) == (403, 403, 0)


def test_without_an_agreement_the_page_says_where_checks_come_from(cast: Cast, signed_in: Enter) -> None:
    page = signed_in(cast.manager).get(PAGE).content.decode()
    assert "Geen geldende overeenkomst rust op een controle" in page
