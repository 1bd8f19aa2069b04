"""The pages: a customer reads its own reports, staff read everybody's, and the files are the signed ones."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from waarborg.customers.tests.cast import Cast, Player
from waarborg.promises.models import AgreementVersion
from waarborg.trust.models import Report
from waarborg.trust.tests.signed import check
from waarborg.trust.tests.story import april, report

SignIn = Callable[[Player], Client]


@pytest.fixture
def made(cast: Cast, appreo: AgreementVersion) -> Report:
    april(cast)
    return report(cast, "2026-05-01 06:00")


def text(client: Client, name: str, status: int = 200, **arguments: object) -> str:
    response = client.get(reverse(name, kwargs=arguments or None))
    assert response.status_code == status
    return response.content.decode()


def test_an_owner_reads_what_was_not_kept_in_its_own_words(cast: Cast, made: Report, signed_in: SignIn) -> None:
    page = text(signed_in(cast.owner), "trust:report", report=made.id)
    assert "Bewijsrapport april 2026" in page
    assert "Een storing met de hoogste prioriteit pakken wij op binnen 4 werkuren." in page
    assert "M-00002 begon op dinsdag 14 april 2026 14:05." in page
    assert "waarborg verify bewijsrapport-2026-04-v1.json" in page


def test_the_list_names_month_number_and_files(cast: Cast, made: Report, signed_in: SignIn) -> None:
    page = text(signed_in(cast.administrator), "trust:reports")
    assert "april 2026" in page
    assert "WB-2026-04-0001-v1" in page
    assert made.fingerprint in page


def test_without_a_report_the_page_says_when_the_first_comes(
    cast: Cast, appreo: AgreementVersion, signed_in: SignIn
) -> None:
    assert "Nog geen rapport" in text(signed_in(cast.owner), "trust:reports")


def test_the_signed_file_is_the_one_that_was_signed(cast: Cast, made: Report, signed_in: SignIn) -> None:
    response = signed_in(cast.owner).get(reverse("trust:report-json", kwargs={"report": made.id}))
    assert response.content == made.envelope
    assert response.headers["Content-Disposition"] == 'attachment; filename="bewijsrapport-2026-04-v1.json"'
    assert check(response.content).number == made.number


def test_the_pdf_is_in_the_language_that_is_asked_for(cast: Cast, made: Report, signed_in: SignIn) -> None:
    from waarborg.trust.queries.pdf import draw

    client = signed_in(cast.owner)
    address = reverse("trust:report-pdf", kwargs={"report": made.id})
    assert client.get(address).content == draw(made.envelope, "nl")
    assert client.get(f"{address}?lang=en").content == draw(made.envelope, "en")


def test_another_customer_finds_nothing(cast: Cast, made: Report, signed_in: SignIn) -> None:
    client = signed_in(cast.stranger)
    for name in ("trust:report", "trust:report-json", "trust:report-pdf", "trust:desk-report"):
        text(client, name, 404, report=made.id)
    assert "WB-2026-04" not in text(client, "trust:reports")


def test_an_ordinary_user_is_told_that_the_role_does_not_give_this(cast: Cast, made: Report, signed_in: SignIn) -> None:
    assert signed_in(cast.ordinary_user).get(reverse("trust:reports")).status_code == 403


def test_an_agent_reads_every_customers_report_and_makes_none(cast: Cast, made: Report, signed_in: SignIn) -> None:
    client = signed_in(cast.agent)
    page = text(client, "trust:desk-reports")
    assert ("Stichting Thuiszorg Merendaal" in page, "Zorggroep Hazelvoort" in page) == (True, True)
    assert "Bewijsrapport april 2026" in text(client, "trust:desk-report", report=made.id)
    address = reverse("trust:desk-customer-reports", kwargs={"customer": cast.merendaal.id})
    assert client.post(address, {"month": "2026-04"}).status_code == 403
    with cast.manager.at_work():
        assert Report.objects.count() == 1


def test_a_service_manager_has_a_report_made(cast: Cast, appreo: AgreementVersion, signed_in: SignIn) -> None:
    client = signed_in(cast.manager)
    address = reverse("trust:desk-customer-reports", kwargs={"customer": cast.merendaal.id})
    response = client.post(address, {"month": "2026-03"})
    with cast.manager.at_work():
        made = Report.objects.get()
    assert response.headers["Location"] == reverse("trust:desk-report", kwargs={"report": made.id})
    assert made.number in text(client, "trust:desk-customer-reports", customer=cast.merendaal.id)


def test_what_is_no_month_is_refused_on_the_page(cast: Cast, appreo: AgreementVersion, signed_in: SignIn) -> None:
    address = reverse("trust:desk-customer-reports", kwargs={"customer": cast.merendaal.id})
    assert signed_in(cast.manager).post(address, {"month": "vorige"}).status_code == 422


@pytest.mark.parametrize("count", [1, 3])
def test_the_desks_list_asks_the_database_equally_often_for_one_and_for_three_reports(
    cast: Cast,
    appreo: AgreementVersion,
    signed_in: SignIn,
    django_assert_num_queries: Callable[..., object],
    count: int,
) -> None:
    from waarborg.plumbing.slots import counted

    for month in ("2026-03", "2026-02", "2026-01")[:count]:
        report(cast, "2026-04-01 06:00", month)
    client = signed_in(cast.agent)
    client.get(reverse("trust:desk-reports"))
    with counted() as queries:
        client.get(reverse("trust:desk-reports"))
    assert sum("trust_report" in one or "customers_organisation" in one for one in queries) <= 4
