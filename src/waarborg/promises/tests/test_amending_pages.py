"""What is agreed with one customer, on the pages: recorded by the manager, marked for it, hidden from others."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from waarborg.customers.tests.cast import Cast, Player, make_player
from waarborg.plumbing.models import JournalEntry
from waarborg.promises.actions.publish import publish
from waarborg.promises.models import AgreementVersion, Binding, Draft
from waarborg.promises.profiles import documents, profile
from waarborg.promises.tests.test_amend import TWO_HOURS, amended, bindings, file_for
from waarborg.promises.tests.test_bind import other_version
from waarborg.support.tests.reports import at

Enter = Callable[[Player], Client]
PUBLISH = "/desk/agreements/publish/"
BOTH = f"""{TWO_HOURS}
  support.evaluation:
    nl: Elke maand spreken wij u.
    en: We see you monthly.
    clock: {{every: month}}
withdraws: [security.hosting]"""


@pytest.fixture(autouse=True)
def tuesday(settings: object) -> None:
    settings.CLOCK_OFFSET = at("2026-04-07 11:42") - timezone.now()  # type: ignore[attr-defined]


def send(client: Client, content: bytes, *, do: str = "publish") -> Any:
    return client.post(PUBLISH, {"file": SimpleUploadedFile("eigen.yaml", content), "do": do}, follow=True)


# ---- recorded by the service manager ---------------------------------------------------------------------------------
def test_an_amendment_is_handed_in_and_binds_once_somebody_else_publishes_it(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter
) -> None:
    second = make_player(cast.provider, "P. Tweede", "p.tweede@example.nl", "provider.service-manager")
    other = signed_in(second)
    answered = send(signed_in(cast.manager), file_for(cast.merendaal.slug, BOTH))
    draft = answered.redirect_chain[-1][0]
    assert draft.startswith("/desk/drafts/")
    page = answered.content.decode()
    assert "Een andere servicemanager leest en publiceert het." in page
    assert "binnen 2 werkuren" in page and "appreo 2026.1" in page  # what changes for this customer
    assert [one[0] for one in bindings(cast)] == ["2026.1"]
    with cast.manager.at_work():
        held = Draft.objects.get()
    form = {"do": "publish", "revision": held.revision, "source": held.source}
    assert signed_in(cast.manager).post(draft, form).status_code == 409
    assert [one[0] for one in bindings(cast)] == ["2026.1"]
    published = other.post(draft, form, follow=True)
    assert published.redirect_chain[-1][0] == "/desk/agreements/appreo/2026.1+eigen/"
    assert "alleen met deze klant afgesproken" in published.content.decode()
    assert [one[0] for one in bindings(cast)] == ["2026.1", "2026.1+eigen"]


def test_where_nobody_else_publishes_the_writer_says_so_and_the_journal_keeps_it(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter
) -> None:
    client = signed_in(cast.manager)
    draft = send(client, file_for(cast.merendaal.slug)).redirect_chain[-1][0]
    with cast.manager.at_work():
        held = Draft.objects.get()
    form = {"do": "publish", "revision": held.revision, "source": held.source}
    assert client.post(draft, form).status_code == 409
    assert client.post(draft, {**form, "alone": "on"}).status_code == 302
    with cast.owner.at_work():
        entry = JournalEntry.objects.get(kind="promises.agreement.amended")
    assert entry.properties == {"alone": "yes"}


def test_it_can_be_tried_out_first(cast: Cast, appreo: AgreementVersion, signed_in: Enter) -> None:
    page = send(signed_in(cast.manager), file_for(cast.merendaal.slug, BOTH, until="2026-12-31"), do="check")
    said = page.content.decode()
    assert f"wat met {cast.merendaal.name} is afgesproken boven op appreo 2026.1" in said
    assert "2 beloften veranderen vanaf dinsdag 7 april 2026." in said
    assert "1 belofte geldt niet meer voor deze klant." in said
    assert "De laatste dag is donderdag 31 december 2026" in said
    assert [one[0] for one in bindings(cast)] == ["2026.1"]


def test_what_is_wrong_is_said_with_its_line(cast: Cast, appreo: AgreementVersion, signed_in: Enter) -> None:
    wrong = file_for(cast.merendaal.slug, "support.pickup: {clock: {within: 2 business hours}}")
    answered = send(signed_in(cast.manager), wrong)
    assert answered.status_code == 422
    page = answered.content.decode()
    assert "eigen.yaml:6:3" in page and "support.pick-up" in page
    assert [one[0] for one in bindings(cast)] == ["2026.1"]


def test_an_amendment_of_what_was_never_published_names_what_it_needs(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter
) -> None:
    answered = send(signed_in(cast.manager), file_for(cast.merendaal.slug, amends="appreo 2019.1"))
    assert answered.status_code == 422
    assert "appreo 2019.1" in answered.content.decode()


def test_a_customer_whose_amendment_does_not_fit_is_not_moved(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter
) -> None:
    amended(cast, appreo)
    other_version(cast, ("until: support.ticket.picked-up, within: 4", "until: support.ticket.picked-up, within: 3"))
    form = {"customers": [str(cast.merendaal.id)], "when": "now"}
    answered = signed_in(cast.manager).post("/desk/agreements/appreo/2026.2/bind/", form)
    page = answered.content.decode()
    assert answered.status_code == 422
    assert "De wijziging “eigen” past niet op appreo 2026.2." in page
    assert "appreo-2026.1+eigen.yaml:6:3" in page
    assert [one[0] for one in bindings(cast)] == ["2026.1", "2026.1+eigen"]


# ---- read by the customer --------------------------------------------------------------------------------------------
def test_the_customers_page_marks_what_is_its_own(cast: Cast, appreo: AgreementVersion, signed_in: Enter) -> None:
    amended(cast, appreo, BOTH)
    page = signed_in(cast.owner).get("/portal/agreement/").content.decode()
    assert "2 beloften zijn met u alleen afgesproken; zij zijn gemarkeerd." in page
    assert page.count("alleen met u afgesproken") == 2
    assert "binnen 2 werkuren" in page
    assert "Anders staat er:</span>" not in page
    assert "Elke maand spreken wij u." in page
    assert "Elk kwartaal bespreekt uw klantadviseur" in page  # what it says otherwise
    assert "Wat hier niet geldt" in page
    assert "<s>Wij verzorgen zelf de hosting" in page


def test_the_page_of_others_says_nothing_of_it(cast: Cast, appreo: AgreementVersion, signed_in: Enter) -> None:
    amended(cast, appreo, BOTH)
    client = signed_in(cast.stranger)
    page = client.get("/portal/agreement/").content.decode()
    assert "alleen met u afgesproken" not in page and "binnen 4 werkuren" in page
    for path in ("", "file/", "canonical/", "documents/terms/"):
        assert client.get(f"/portal/agreement/appreo/2026.1+eigen/{path}").status_code == 404


def test_the_customer_reads_the_file_and_the_documents_of_its_own_terms(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter
) -> None:
    amended(cast, appreo)
    client = signed_in(cast.owner)
    canonical = client.get("/portal/agreement/appreo/2026.1+eigen/canonical/")
    assert b'"version":"2026.1+eigen"' in canonical.content
    assert client.get("/portal/agreement/appreo/2026.1+eigen/documents/terms/").status_code == 200


# ---- what a customer bought ------------------------------------------------------------------------------------------
def perplex(cast: Cast) -> AgreementVersion:
    with cast.manager.at_work():
        version: AgreementVersion = publish(
            profile("perplex-dbc"),
            by=cast.manager.actor,
            at=at("2026-03-01 09:00"),
            provider=cast.provider.id,
            name="perplex-dbc.yaml",
            documents=documents("perplex-dbc"),
        )
    return version


@pytest.mark.clause("PX-96")
def test_first_class_is_chosen_when_a_customer_is_bound_and_stays(cast: Cast, signed_in: Enter) -> None:
    perplex(cast)
    client, path = signed_in(cast.manager), "/desk/agreements/perplex-dbc/2026.1/bind/"
    page = client.get(path).content.decode()
    assert "Wat deze klanten hebben" in page and "First Class" in page
    form = {"customers": [str(cast.merendaal.id)], "when": "now"}
    assert client.post(path, {**form, "word-plan": "first-class"}).status_code == 302
    with cast.owner.at_work():
        assert Binding.objects.get().words == {"plan": "first-class"}
    assert client.post(path, {**form, "word-plan": "gold"}).status_code == 422


def test_an_agreement_without_plans_asks_nothing(cast: Cast, appreo: AgreementVersion, signed_in: Enter) -> None:
    other_version(cast)
    page = signed_in(cast.manager).get("/desk/agreements/appreo/2026.2/bind/").content.decode()
    assert "Wat deze klanten hebben" not in page
