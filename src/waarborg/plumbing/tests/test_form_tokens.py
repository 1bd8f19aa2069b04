"""What hides the secret in a form's token: drawn at once, and no letter likelier than another."""

import os
from collections import Counter
from typing import Any

import pytest
from django.middleware import csrf
from django.test import Client

from waarborg.plumbing.web import form_tokens

django: Any = csrf


def test_every_byte_leads_to_a_letter_as_often_or_to_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "urandom", lambda _many: bytes(range(256)))
    monkeypatch.setattr(form_tokens, "_LENGTH", 248)
    assert Counter(form_tokens.drawn()) == dict.fromkeys(csrf.CSRF_ALLOWED_CHARS, 4)


def test_bytes_that_lead_to_none_are_drawn_again(monkeypatch: pytest.MonkeyPatch) -> None:
    draws = iter([bytes([255] * 64), bytes([0] * 20), bytes([61] * 64)])
    monkeypatch.setattr(os, "urandom", lambda _many: next(draws))
    assert form_tokens.drawn() == "a" * 20 + csrf.CSRF_ALLOWED_CHARS[61] * 12


def test_django_draws_by_it_and_knows_its_secret_again() -> None:
    assert django._get_new_csrf_string is form_tokens.drawn
    secret = form_tokens.drawn()
    first, second = (django._mask_cipher_secret(secret) for _ in range(2))
    assert first != second
    assert {django._unmask_cipher_token(one) for one in (first, second)} == {secret}


@pytest.mark.django_db
def test_a_form_is_taken_with_its_token_alone() -> None:
    browser = Client(enforce_csrf_checks=True)
    page = browser.get("/accounts/sign-in/").content.decode()
    token = page.split('name="csrfmiddlewaretoken" value="', 1)[1].split('"', 1)[0]
    said = {"email": "niemand@voorbeeld.example", "password": "een lang genoeg wachtwoord"}
    assert browser.post("/accounts/sign-in/", {**said, "csrfmiddlewaretoken": token}).status_code != 403
    assert browser.post("/accounts/sign-in/", {**said, "csrfmiddlewaretoken": form_tokens.drawn()}).status_code == 403
