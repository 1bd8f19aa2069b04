"""The readable agreement as PDF: from the file, from both faces; archival, accessible, the same bytes each time."""

import io
from collections.abc import Callable

import pikepdf
import pytest
from django.test import Client

from waarborg.customers.tests.cast import Cast, Player
from waarborg.project.commandline import main
from waarborg.project.known_names import known_names
from waarborg.promises.models import AgreementVersion
from waarborg.promises.profiles import profile
from waarborg.promises.rules.agreement import load
from waarborg.promises.rules.paper import draw
from waarborg.promises.tests.agreements import publish_and_bind

Enter = Callable[[Player], Client]
NAMES = known_names()
APPREO = load(profile("appreo"), name="appreo.yaml", registry=NAMES).require()
HIDDEN = (
    "    clauses: [AP-02]\n    level: guarantee\n",
    "    clauses: [AP-02]\n    level: guarantee\n    visible: internal\n",
)


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_it_claims_to_be_archival_and_accessible_in_its_language(lang: str) -> None:
    with pikepdf.open(io.BytesIO(draw(APPREO, lang, registry=NAMES))) as document, document.open_metadata() as claims:
        assert (claims["pdfaid:part"], claims["pdfaid:conformance"], claims["pdfuaid:part"]) == ("2", "A", "1")
        assert str(document.Root.Lang) == lang
        assert claims["dc:title"] == APPREO.say(lang)


def test_the_same_file_gives_the_same_bytes() -> None:
    assert draw(APPREO, "nl", registry=NAMES) == draw(APPREO, "nl", registry=NAMES)
    assert draw(APPREO, "nl", registry=NAMES) != draw(APPREO, "en", registry=NAMES)


def test_it_is_written_from_a_file_alone(tmp_path) -> None:  # type: ignore[no-untyped-def]
    source, out = tmp_path / "a.yaml", tmp_path / "a.pdf"
    source.write_bytes(profile("appreo"))
    assert main(["agreement", "show", str(source), "--format", "pdf", "--output", str(out), "--lang", "nl"]) == 0
    assert out.read_bytes() == draw(APPREO, "nl", registry=NAMES)


def test_where_nothing_can_be_written_it_says_so(tmp_path, capsys) -> None:  # type: ignore[no-untyped-def]
    source = tmp_path / "a.yaml"
    source.write_bytes(profile("appreo"))
    words = ["agreement", "show", str(source), "--format", "pdf", "--output", str(tmp_path / "no" / "a.pdf")]
    assert main([*words, "--lang", "nl"]) == 1
    assert "kan niet worden geschreven" in capsys.readouterr().err


def test_both_faces_download_it(cast: Cast, appreo: AgreementVersion, signed_in: Enter) -> None:
    for player, address in (
        (cast.owner, "/portal/agreement/appreo/2026.1/pdf/"),
        (cast.agent, "/desk/agreements/appreo/2026.1/pdf/"),
    ):
        answered = signed_in(player).get(address)
        assert answered["Content-Type"] == "application/pdf"
        assert 'filename="appreo-2026.1.pdf"' in answered["Content-Disposition"]
        assert answered.content.startswith(b"%PDF-")


def test_the_customer_gets_it_without_what_is_only_for_our_own_people(cast: Cast, signed_in: Enter) -> None:
    text = profile("appreo").decode()
    assert HIDDEN[0] in text
    publish_and_bind(cast, text.replace(*HIDDEN).encode())
    theirs = signed_in(cast.owner).get("/portal/agreement/appreo/2026.1/pdf/").content
    ours = signed_in(cast.agent).get("/desk/agreements/appreo/2026.1/pdf/").content
    with pikepdf.open(io.BytesIO(theirs)) as one, pikepdf.open(io.BytesIO(ours)) as other:
        assert len(theirs) < len(ours)
        assert len(one.pages) <= len(other.pages)


def test_a_version_that_binds_somebody_else_is_not_there(cast: Cast, signed_in: Enter) -> None:
    publish_and_bind(cast, profile("appreo"))
    assert signed_in(cast.owner).get("/portal/agreement/appreo/2026.9/pdf/").status_code == 404
