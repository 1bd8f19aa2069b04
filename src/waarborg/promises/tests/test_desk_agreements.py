"""The desk's pages of agreements: versions, publishing a file, binding customers."""

import html
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from waarborg.customers.tests.cast import Cast, Player, make_player
from waarborg.plumbing.slots import counted
from waarborg.promises.models import AgreementVersion, Binding
from waarborg.promises.profiles import documents, profile
from waarborg.promises.rules.agreement import load
from waarborg.promises.rules.agreement.enforcement import not_yet_enforced
from waarborg.promises.rules.registry import known
from waarborg.support.tests.reports import at

Enter = Callable[[Player], Client]
LIST = "/desk/agreements/"
PUBLISH = "/desk/agreements/publish/"
ONE = "/desk/agreements/appreo/2026.1/"
BIND = "/desk/agreements/appreo/2026.2/bind/"


def waiting() -> int:
    """How many promises of the profile wait for something that does not exist yet: fewer with every domain."""
    found = not_yet_enforced(load(profile("appreo"), name="appreo").require(), known())
    assert 0 < len(found) < 73
    return len(found)


@pytest.fixture(autouse=True)
def tuesday(settings: object) -> None:
    settings.CLOCK_OFFSET = at("2026-04-07 11:42") - timezone.now()  # type: ignore[attr-defined]


def second() -> bytes:
    return (
        profile("appreo")
        .replace(b"version: 2026.1", b"version: 2026.2")
        .replace(b"effective: 2026-01-01", b"effective: 2026-07-01")
    )


def send(client: Client, content: bytes, *, name: str = "nieuw.yaml", do: str = "publish", bare: bool = False) -> Any:
    attached = [] if bare else [SimpleUploadedFile(file, data) for file, data in documents("appreo").items()]
    fields = {"file": SimpleUploadedFile(name, content), "documents": attached, "do": do}
    return client.post(PUBLISH, fields, follow=True)


@pytest.fixture
def other(cast: Cast) -> Player:
    return make_player(cast.provider, "P. Tweede", "p.tweede@example.nl", "provider.service-manager")


def publish_handed_in(client: Client, answered: Any) -> str:
    """What the file became, published as it was handed in, by the second service manager."""
    fields = {"do": "publish", "revision": "1", "source": ""}
    page: str = client.post(answered.redirect_chain[-1][0], fields, follow=True).content.decode()
    return page


def published(cast: Cast) -> list[str]:
    with cast.manager.at_work():
        return sorted(str(one) for one in AgreementVersion.objects.all())


def bound(cast: Cast, player: Player) -> list[tuple[str, str]]:
    """Each binding of a customer: the version and since when, in UTC."""
    with cast.manager.at_work():
        rows = Binding.objects.filter(tenant_id=player.tenant).select_related("version").order_by("starts_at")
        return [(one.version.version, one.starts_at.strftime("%Y-%m-%d %H:%M")) for one in rows]


# ---- reading ---------------------------------------------------------------------------------------------------------
def test_versions_say_whom_they_bind_and_what_is_not_enforced(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter
) -> None:
    page = signed_in(cast.agent).get(LIST).content.decode()
    assert "appreo 2026.1" in page
    assert f"{waiting()} nog niet bewaakt" in page
    assert '<td class="r" data-label="Klanten">2</td>' in page
    assert "Bestand publiceren" not in page


def test_one_version_names_its_customers_and_what_is_missing(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter
) -> None:
    page = signed_in(cast.manager).get(ONE).content.decode()
    assert "Stichting Thuiszorg Merendaal" in page
    assert "contracts.trial.use" in page
    assert "Onder een wettelijke ondergrens" in page
    assert appreo.sha256 in page
    assert "Klanten koppelen" in page


def test_an_unknown_version_is_not_there(cast: Cast, appreo: AgreementVersion, signed_in: Enter) -> None:
    client = signed_in(cast.manager)
    for tail in ("", "file/", "canonical/", "documents/terms/", "bind/"):
        assert client.get(f"/desk/agreements/appreo/1999.9/{tail}").status_code == 404


def test_an_empty_list_says_what_to_do(cast: Cast, signed_in: Enter) -> None:
    assert "Publiceer een bestand en koppel er klanten aan" in signed_in(cast.manager).get(LIST).content.decode()
    assert "Een servicemanager publiceert het eerste bestand." in signed_in(cast.agent).get(LIST).content.decode()


def test_lists_ask_as_often_for_more_versions(cast: Cast, appreo: AgreementVersion, signed_in: Enter) -> None:
    client = signed_in(cast.manager)
    asked = []
    for content in (b"", second(), second().replace(b"2026.2", b"2026.3")):
        if content:
            send(client, content)
        client.get(LIST)
        with counted() as queries:
            assert client.get(LIST).status_code == 200
        asked.append(len(queries))
    assert asked[0] == asked[1] == asked[2]


@pytest.mark.parametrize("address", [PUBLISH, "/desk/agreements/appreo/2026.1/bind/"])
def test_only_a_service_manager_publishes_and_binds(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter, address: str
) -> None:
    client = signed_in(cast.agent)
    assert client.get(address).status_code == client.post(address).status_code == 403
    assert published(cast) == ["appreo 2026.1"]
    assert signed_in(cast.owner).get(address).status_code == 404


# ---- publishing ------------------------------------------------------------------------------------------------------
def test_a_file_that_was_handed_in_is_published_by_somebody_else_and_binds_nobody(
    cast: Cast, appreo: AgreementVersion, other: Player, signed_in: Enter
) -> None:
    mine = signed_in(cast.manager)
    answered = send(mine, second())
    page, address = answered.content.decode(), answered.redirect_chain[-1][0]
    assert "Een andere servicemanager leest en publiceert het." in page
    assert "Erbij ingeleverd: dpa-v1.txt en terms-v3.txt" in page
    assert published(cast) == ["appreo 2026.1"]
    refused = mine.post(address, {"do": "publish", "revision": "1", "source": second().decode()})
    assert "U schreef zelf mee aan dit concept" in refused.content.decode()
    assert published(cast) == ["appreo 2026.1"]
    page = publish_handed_in(signed_in(other), answered)
    assert "Nog niemand." in page
    assert published(cast) == ["appreo 2026.1", "appreo 2026.2"]


def test_the_same_content_again_leads_to_the_version_there_is(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter
) -> None:
    answered = send(signed_in(cast.manager), profile("appreo"))
    assert answered.redirect_chain[-1][0] == "/desk/agreements/appreo/2026.1/"
    assert "met precies deze inhoud" in answered.content.decode()


def test_the_first_version_of_an_agreement_may_name_a_day_that_is_over(
    cast: Cast, other: Player, signed_in: Enter
) -> None:
    publish_handed_in(signed_in(other), send(signed_in(cast.manager), profile("appreo")))
    assert published(cast) == ["appreo 2026.1"]


def test_a_file_is_tried_out_without_publishing(cast: Cast, appreo: AgreementVersion, signed_in: Enter) -> None:
    page = send(signed_in(cast.manager), second(), do="check", bare=True).content.decode()
    assert "nieuw.yaml is in orde: appreo 2026.2" in page
    assert f"73 beloften, waarvan {waiting()} nog niet bewaakt." in page
    assert "Deze documenten ontbreken nog: terms-v3.txt en dpa-v1.txt." in page
    assert published(cast) == ["appreo 2026.1"]


def test_every_problem_is_shown_with_its_line_column_and_hint_as_on_the_command_line(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter
) -> None:
    wrong = second().replace(b"timezone: Europe/Amsterdam", b"timezone: Europe/Amsterdm")
    wrong = wrong.replace(b"level: guarantee", b"level: guarantie", 1)
    answered = send(signed_in(cast.manager), wrong)
    page = html.unescape(answered.content.decode())
    assert answered.status_code == 422
    problems = load(wrong, name="nieuw.yaml").problems
    assert len(problems) == 2
    for problem in problems:
        assert str(problem.place) in page
        assert problem.message("nl") in page
    assert 'Bedoelt u "Europe/Amsterdam"?' in page
    assert 'timezone: Europe/Amsterdm\n<b aria-hidden="true">          ^</b>' in page
    assert published(cast) == ["appreo 2026.1"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "dit bestand is leeg"),
        (b"\xff\xfe\x00", "UTF-8"),
        (b"a: &a [1]\nb: *a\n", "alias"),
        (b"agreement: x\nagreement: y\n", "agreement"),
        (b"a: 'x\n", "nieuw.yaml:"),
        (b"<script>alert(1)</script>\n", "nieuw.yaml:1:1"),
    ],
)
def test_bad_files_are_refused_with_a_place_and_change_nothing(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter, content: bytes, says: str
) -> None:
    answered = send(signed_in(cast.manager), content)
    page = answered.content.decode()
    assert answered.status_code == 422
    assert says.lower() in page.lower()
    assert "<script>alert" not in page
    assert published(cast) == ["appreo 2026.1"]


def test_a_file_of_more_than_two_megabytes_is_refused(cast: Cast, appreo: AgreementVersion, signed_in: Enter) -> None:
    answered = send(signed_in(cast.manager), b"# x\n" * 600_000)
    assert answered.status_code == 422
    assert "2 MB" in answered.content.decode()


def test_no_file_at_all_is_named(cast: Cast, signed_in: Enter) -> None:
    answered = signed_in(cast.manager).post(PUBLISH, {"do": "publish"})
    assert answered.status_code == 422
    assert "Overeenkomstbestand:" in answered.content.decode()


def test_a_missing_document_is_named_and_nothing_is_published(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter
) -> None:
    answered = send(signed_in(cast.manager), second(), bare=True)
    assert answered.status_code == 422
    assert "Het document “Algemene voorwaarden” (terms-v3.txt) is er niet bij." in answered.content.decode()
    assert published(cast) == ["appreo 2026.1"]


def test_another_content_under_a_taken_name_is_refused(cast: Cast, appreo: AgreementVersion, signed_in: Enter) -> None:
    changed = profile("appreo").replace(b"KVK 00000000", b"KVK 11111111")
    answered = send(signed_in(cast.manager), changed)
    assert answered.status_code == 409
    assert "appreo versie 2026.1 is al gepubliceerd, met een andere inhoud." in answered.content.decode()


# ---- binding ---------------------------------------------------------------------------------------------------------
@pytest.fixture
def client(cast: Cast, appreo: AgreementVersion, other: Player, signed_in: Enter) -> Client:
    """The manager's browser, with a second version published."""
    browser = signed_in(cast.manager)
    publish_handed_in(signed_in(other), send(browser, second()))
    return browser


def test_customers_are_bound_from_now_on(cast: Cast, client: Client) -> None:
    form = {"customers": [str(cast.merendaal.id), str(cast.hazelvoort.id)], "when": "now"}
    answered = client.post(BIND, form, follow=True)
    assert "2 klanten zijn gekoppeld." in answered.content.decode()
    for player in (cast.owner, cast.stranger):
        assert [version for version, _ in bound(cast, player)] == ["2026.1", "2026.2"]


def test_a_customer_is_bound_from_a_later_instant_in_the_zone_of_the_agreement(cast: Cast, client: Client) -> None:
    form = {"customers": [str(cast.merendaal.id)], "when": "later", "day": "2026-07-01", "time": "09:00"}
    assert client.post(BIND, form).status_code == 302
    assert bound(cast, cast.owner)[-1] == ("2026.2", "2026-07-01 07:00")
    assert [version for version, _ in bound(cast, cast.stranger)] == ["2026.1"]


@pytest.mark.parametrize(
    ("change", "status", "says"),
    [
        ({"customers": []}, 422, "Kies ten minste één klant."),
        ({"customers": ["x"]}, 422, "Klanten:"),
        ({"when": "later"}, 422, "Geef aan vanaf welke dag"),
        ({"when": "later", "day": "2026-02-30"}, 422, "Dag, bij later"),
        ({"when": "later", "day": "2026-07-01", "time": "24:30"}, 422, "Tijd, bij later"),
        ({"when": "later", "day": "2026-04-06"}, 422, "kan niet in het verleden ingaan"),
        ({"when": "once"}, 422, "Vanaf wanneer"),
    ],
)
def test_wrong_input_is_named_and_binds_nobody(
    cast: Cast, client: Client, change: dict[str, Any], status: int, says: str
) -> None:
    form = {"customers": [str(cast.merendaal.id)], "when": "now", **change}
    answered = client.post(BIND, form)
    assert answered.status_code == status
    assert says in answered.content.decode()
    assert [version for version, _ in bound(cast, cast.owner)] == ["2026.1"]


def test_one_refusal_binds_nobody_of_the_list(cast: Cast, client: Client, other: Player, signed_in: Enter) -> None:
    later = {"customers": [str(cast.hazelvoort.id)], "when": "later", "day": "2026-07-01"}
    client.post(BIND, later)
    publish_handed_in(signed_in(other), send(client, second().replace(b"2026.2", b"2026.3")))
    both = {"customers": [str(cast.merendaal.id), str(cast.hazelvoort.id)], "when": "now"}
    answered = client.post("/desk/agreements/appreo/2026.3/bind/", both)
    assert answered.status_code == 409
    assert "gaat op" in answered.content.decode()
    assert [version for version, _ in bound(cast, cast.owner)] == ["2026.1"]


def test_who_is_bound_already_is_no_candidate(cast: Cast, client: Client) -> None:
    page = client.get("/desk/agreements/appreo/2026.1/bind/").content.decode()
    assert "Elke klant is aan deze versie gekoppeld" in page
    page = client.get(BIND, {"q": "hazel"}).content.decode()
    assert "Zorggroep Hazelvoort" in page
    assert "Stichting Thuiszorg Merendaal" not in page
    assert "Geen klant met die naam" in client.get(BIND, {"q": "bestaat niet"}).content.decode()
