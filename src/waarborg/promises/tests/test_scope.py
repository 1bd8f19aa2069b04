"""Promises about a product: warned of where nobody supplies it, and left out for who did not buy it."""

import html
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from waarborg.catalogue.tests.stock import bought, make_stock
from waarborg.customers.tests.cast import NOW, Cast, Player
from waarborg.promises.profiles import documents, profile
from waarborg.promises.queries import board
from waarborg.promises.tests.agreements import publish_and_bind

SignIn = Callable[[Player], Client]
PICK_UP = "support.pick-up"


def scoped(product: bytes) -> bytes:
    """The profile with its promise of picking up about a product."""
    return about_only(b"product: " + product)


def about_only(condition: bytes) -> bytes:
    """The profile with one more condition to its promise of picking up."""
    before, name, after = profile("appreo").partition(b"\n  support.pick-up:\n")
    return before + name + after.replace(b"if: {priority: p1}", b"if: {priority: p1, " + condition + b"}", 1)


@pytest.fixture(autouse=True)
def tuesday(settings: object) -> None:
    settings.CLOCK_OFFSET = NOW - timezone.now()  # type: ignore[attr-defined]


def shown(cast: Cast, player: Player) -> bool:
    with player.at_work():
        found = board(player.organisation.id, now=NOW, lang="nl")
    assert found is not None
    return PICK_UP in [one.id for one in found.stands]


def test_who_did_not_buy_it_does_not_see_it_among_his_promises(cast: Cast, signed_in: SignIn) -> None:
    publish_and_bind(cast, scoped(b"records"))
    bought(cast, make_stock(cast).records, cast.merendaal)
    assert (shown(cast, cast.owner), shown(cast, cast.stranger)) == (True, False)
    said = "Dit geldt voor wie heeft afgenomen waar het over gaat; u hebt dat niet."
    texts = [
        html.unescape(signed_in(one).get("/portal/agreement/").content.decode()) for one in (cast.owner, cast.stranger)
    ]
    assert [said in one for one in texts] == [False, True]


@pytest.mark.parametrize(("product", "warned"), [(b"recods", True), (b"records", False)])
def test_the_desk_is_warned_of_what_nobody_supplies(
    cast: Cast, signed_in: SignIn, product: bytes, warned: bool
) -> None:
    publish_and_bind(cast, scoped(product))
    make_stock(cast)
    client = signed_in(cast.manager)
    for path in ("/desk/agreements/appreo/2026.1/", "/desk/agreements/appreo/2026.1/bind/"):
        page = html.unescape(client.get(path).content.decode())
        assert ('het aanbod kent geen product "recods"; bedoelt u "records"?' in page) is warned


def test_a_file_is_warned_of_at_its_line_before_it_is_published(cast: Cast, signed_in: SignIn) -> None:
    make_stock(cast)
    client = signed_in(cast.manager)
    attached = [SimpleUploadedFile(file, data) for file, data in documents("appreo").items()]
    file = SimpleUploadedFile("nieuw.yaml", scoped(b"recods"))
    answered = client.post("/desk/agreements/publish/", {"file": file, "documents": attached, "do": "check"})
    page = html.unescape(answered.content.decode())
    line = scoped(b"recods").decode().partition("recods")[0].count("\n") + 1
    assert answered.status_code == 200
    assert f"nieuw.yaml:{line}:" in page
    assert 'het aanbod kent geen product "recods"' in page
    assert "Niet in het aanbod" in page
