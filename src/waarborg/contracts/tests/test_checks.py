"""The check of contracts sees a text that is not the one that was published, and copies that nobody would recognise."""

import pytest
from django.db import connections

from waarborg.contracts.queries import checks
from waarborg.contracts.queries.checks import copy_check
from waarborg.customers.tests.cast import NOW, make_cast
from waarborg.promises.profiles import profile
from waarborg.promises.tests.agreements import publish_and_bind


def test_texts_as_they_were_published_are_as_promised_and_an_altered_one_is_seen(committed: None) -> None:
    publish_and_bind(make_cast(), profile("appreo"))
    assert copy_check(NOW).word == "holds"
    with connections["owner"].cursor() as cursor:
        cursor.execute("UPDATE promises_agreement_version SET canonical = canonical || ' '")
    found = copy_check(NOW)
    assert (found.word, "appreo 2026.1" in found.nl) == ("altered", True)


def test_a_copy_that_nobody_would_recognise_is_seen(committed: None, monkeypatch: pytest.MonkeyPatch) -> None:
    publish_and_bind(make_cast(), profile("appreo"))
    monkeypatch.setattr(checks, "recognise", lambda content, versions: None)
    assert copy_check(NOW).word == "unrecognised"
    monkeypatch.setattr(checks, "recognise", lambda content, versions: versions[0])
    assert copy_check(NOW).word == "unrecognised"
