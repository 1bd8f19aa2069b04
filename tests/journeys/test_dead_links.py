"""A link that does not work any more: the page says what, why and the way out, in the reader's language."""

from typing import Any

import psycopg
import pytest
from tests.journeys.conftest import Installation, Visit
from tests.journeys.looking import Look

KINDS = ("link", "invitation", "password/new")
GARBLED = {"nl": "Deze link is niet heel", "en": "This link is not whole"}
USED = {"nl": "Deze link is al gebruikt", "en": "This link has been used already"}
EXPIRED = {"nl": "Deze link is verlopen", "en": "This link has expired"}
SIGN_IN = {"nl": "Inloggen", "en": "Sign in"}


def _told(page: Any) -> str:
    assert page.locator("main form").count() == 0
    words: str = page.inner_text("main")
    return words


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_half_a_link_says_so(visit: Visit, look: Look, kind: str, lang: str) -> None:
    page = visit("", f"/accounts/{kind}/halverwege.afgebroken/", lang=lang)
    assert GARBLED[lang] in _told(page)
    look(page)
    page.click(f"main a:has-text('{SIGN_IN[lang]}')")
    page.wait_for_url("**/accounts/sign-in/")


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_a_used_and_an_expired_link_say_which_of_the_two(
    visit: Visit, installation: Installation, look: Look, lang: str
) -> None:
    used = installation.links()["user"]
    first = visit("", used, lang=lang)
    first.click("main button[type=submit]")
    first.wait_for_url("**/portal/**")
    # The same browser: there is nothing to ask for, one goes on.
    first.goto(used)
    assert USED[lang] in _told(first)
    first.click("main .btn-primary")
    first.wait_for_url("**/portal/**")
    page = visit("", used, lang=lang)
    assert USED[lang] in _told(page)
    look(page)
    late = installation.links()["user"]
    _expire(installation)
    page.goto(late)
    assert EXPIRED[lang] in _told(page)
    look(page)
    page.click("main a >> nth=1")
    page.wait_for_url("**/accounts/password/forgotten/")


def _expire(installation: Installation) -> None:
    """As if the time of every link had passed: links go by the database's own time, which nobody can offset."""
    folder = installation.group.folder / "var" / "postgres-18" / "socket"
    with psycopg.connect(host=str(folder), user="waarborg_app", dbname="waarborg", autocommit=True) as database:
        database.execute("UPDATE access_link SET expires_at = now() WHERE used_at IS NULL")
