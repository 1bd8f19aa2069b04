"""What somebody typed stands again on the page of a form that was not carried out; secrets do not."""

import pytest
from django.test import Client, RequestFactory

from waarborg.plumbing.web.typed import page_before, typed

TEXT = "Twee zinnen. Met een witregel."


def test_words_are_given_back_choices_and_secrets_are_not() -> None:
    filled = {
        "text": TEXT,
        "priority": "p1",
        "once": "0199d6b0-0000-7000-8000-000000000000",
        "password": "vier losse gewone woorden",
        "new_password": "vier losse gewone woorden",
        "code": "123 456 789",
        "csrfmiddlewaretoken": "a b c d e f g",
    }
    request = RequestFactory().post("/x/", filled, headers={"Referer": "http://testserver/x/?a=1"})
    assert typed(request) == [TEXT]
    assert page_before(request) == "/x/?a=1"


@pytest.mark.parametrize("came_from", ["", "https://elders.example.org/x/", "http://testserver.example.org/"])
def test_words_from_another_site_never_stand_on_a_page_of_ours(came_from: str) -> None:
    request = RequestFactory().post("/x/", {"text": TEXT}, headers={"Referer": came_from} if came_from else {})
    assert (typed(request), page_before(request)) == ([], "")


def test_a_page_that_was_only_asked_for_gives_nothing_back() -> None:
    request = RequestFactory().get("/x/", {"text": TEXT}, headers={"Referer": "http://testserver/x/"})
    assert typed(request) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nl", ("Dit formulier is verlopen", "Terug naar het formulier", "Wat u had ingevuld")),
        ("en", ("This form has expired", "Back to the form", "What you had filled in")),
    ],
)
def test_a_form_from_before_another_sign_in_leads_back_with_its_text(language: str, words: tuple[str, ...]) -> None:
    stale = Client(enforce_csrf_checks=True, headers={"Accept-Language": language})
    answer = stale.post("/accounts/sign-in/", {"text": f"<b>{TEXT}"}, headers={"Referer": "http://testserver/x/"})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert all(word in page for word in words)
    assert 'href="/x/"' in page
    assert f"&lt;b&gt;{TEXT}" in page
