"""Agreements for programs: what binds whom, and the text."""

import hashlib
import json
from datetime import datetime, timedelta
from typing import Any

import pytest

from waarborg.access.tests.programs import codes, program
from waarborg.customers.tests.cast import Cast
from waarborg.promises.models import AgreementVersion, Binding

pytestmark = pytest.mark.django_db


def told(response: Any) -> Any:
    assert response.status_code == 200, response.content
    return json.loads(response.content)


def test_a_customer_reads_what_binds_it_and_nobody_elses(cast: Cast, appreo: AgreementVersion) -> None:
    mine = program(cast.owner)
    [bound] = told(mine.get(f"/customers/{cast.merendaal.id}/agreements"))["items"]
    assert (bound["agreement"], bound["version"], bound["current"]) == (appreo.agreement, appreo.version, True)
    assert bound["sha256"] == appreo.sha256
    assert codes(mine.get(f"/customers/{cast.hazelvoort.id}/agreements")) == (404, "plumbing.not-found")


def test_the_canonical_text_is_what_its_name_is_of(cast: Cast, appreo: AgreementVersion) -> None:
    there = f"/agreements/{appreo.agreement}/{appreo.version}"
    for one in (program(cast.owner), program(cast.manager)):
        version = told(one.get(there))
        canonical = one.get(f"{there}/canonical")
        assert canonical.headers["Content-Type"] == "application/json"
        assert hashlib.sha256(canonical.content).hexdigest() == version["sha256"] == appreo.sha256


def test_the_text_is_read_in_either_language(cast: Cast, appreo: AgreementVersion) -> None:
    mine, there = program(cast.owner), f"/agreements/{appreo.agreement}/{appreo.version}/text"
    english, dutch = mine.get(there), mine.get(f"{there}?lang=nl")
    assert english.headers["Content-Type"] == "text/markdown; charset=utf-8"
    assert english.content != dutch.content and english.content.startswith(b"# ")
    assert mine.get(there, If_None_Match=english.headers["ETag"]).status_code == 304
    assert codes(mine.get(f"{there}?lang=de")) == (422, "plumbing.api.invalid")


def test_a_version_that_never_bound_a_customer_is_not_its_to_read(cast: Cast, appreo: AgreementVersion) -> None:
    there = f"/agreements/{appreo.agreement}/{appreo.version}"
    mine = program(cast.owner)
    with cast.manager.at_work():
        Binding.objects.filter(tenant_id=cast.merendaal.id).update(tenant_id=cast.provider.id)
    for path in (there, f"{there}/text", f"{there}/canonical", "/agreements/nothing/1", "/agreements/%00/1"):
        assert codes(mine.get(path)) == (404, "plumbing.not-found")
    assert told(program(cast.manager).get(there))["version"] == appreo.version


def test_instants_are_in_universal_time(cast: Cast, appreo: AgreementVersion) -> None:
    version = told(program(cast.manager).get(f"/agreements/{appreo.agreement}/{appreo.version}"))
    published = datetime.fromisoformat(version["published_at"])
    assert published == appreo.published_at and published.utcoffset() == timedelta(0)
    assert published.tzinfo is not None and version["published_at"].endswith("Z")
