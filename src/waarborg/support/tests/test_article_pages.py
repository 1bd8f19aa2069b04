"""The knowledge base through the pages: written at the desk, found and judged in the portal, read by visitors."""

import re
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from waarborg.customers.tests.cast import Cast, Player
from waarborg.plumbing import tenancy
from waarborg.plumbing.access_log.models import AccessRead
from waarborg.plumbing.journal.models import JournalEntry
from waarborg.plumbing.slots import counted
from waarborg.plumbing.tenancy import Role
from waarborg.plumbing.tests.pixels import PNG
from waarborg.promises.models import AgreementVersion
from waarborg.support.actions.answer import answer
from waarborg.support.models import Article, ArticleDraft, ArticleUse, Ticket
from waarborg.support.tests.articles import draft, published, said
from waarborg.support.tests.reports import at, reported

Enter = Callable[[Player], Client]
pytestmark = pytest.mark.django_db
WRITTEN = {
    "title_nl": "Rooster maken",
    "body_nl": "## Stap voor stap\n\n1. Kies ![de knop](knop.png)",
    "reach": "public",
    "revision": "0",
}


@pytest.fixture(autouse=True)
def tuesday(settings: object) -> None:
    """Tuesday 7 April 2026, 11:42 in Amsterdam."""
    settings.CLOCK_OFFSET = at("2026-04-07 11:42") - timezone.now()  # type: ignore[attr-defined]


def only() -> Article:
    with tenancy.enter(Role.DESK):
        return Article.objects.get()


def test_from_a_draft_with_a_picture_to_what_a_visitor_reads(cast: Cast, signed_in: Enter) -> None:
    staff, visitor = signed_in(cast.agent), Client()
    preview = staff.post(reverse("support:new-article"), WRITTEN | {"preview": "1"})
    assert "<h4>Stap voor stap</h4>" in preview.content.decode()
    with tenancy.enter(Role.DESK):
        assert not Article.objects.exists()
    picture = SimpleUploadedFile("knop.png", PNG, "image/png")
    assert staff.post(reverse("support:new-article"), WRITTEN | {"pictures": picture}).status_code == 302
    held = only()
    there, help_page = reverse("support:desk-article", args=[held.id]), reverse("support:help-article", args=[held.id])
    assert visitor.get(help_page).status_code == 404
    assert staff.post(there, {"do": "publish"}).status_code == 302
    page = visitor.get(help_page).content.decode()
    [shown] = re.findall(r'<img src="([^"]+)" alt="de knop"', page)
    answered = visitor.get(shown)
    assert b"".join(answered) == PNG
    assert answered.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answered.headers["Content-Disposition"].startswith("attachment")
    assert 'lang="en"' in visitor.get(help_page, headers={"accept-language": "en"}).content.decode()
    listed = visitor.get(reverse("support:help"), {"q": "roster"}).content.decode()
    assert "Rooster maken" in listed
    assert staff.post(there, {"do": "withdraw"}).status_code == 302
    assert visitor.get(help_page).status_code == visitor.get(shown).status_code == 404


def test_a_visitor_reads_the_number_that_is_published_for_him(cast: Cast) -> None:
    for number in range(3):
        published(cast, said(f"Voor iedereen {number}"), reach="public")
    published(cast, said("Voor klanten"))
    draft(cast, said("Concept"), reach="public")
    page = Client().get(reverse("support:help")).content.decode()
    assert "3 artikelen voor iedereen." in page
    assert "Voor klanten" not in page


def test_one_language_alone_is_shown_and_said(cast: Cast, signed_in: Enter) -> None:
    article = published(cast, said("Rooster maken"))
    reader = signed_in(cast.ordinary_user)
    there = reverse("support:article", args=[article])
    assert "alleen" not in reader.get(there).content.decode().split("<h1")[1].split("</h1>")[1][:200]
    reader.cookies["waarborg_language"] = "en"
    page = reader.get(there).content.decode()
    assert "This article is in Dutch only so far." in page
    assert '<div class="w-text w-article" lang="nl">' in page


@pytest.mark.clause("PX-85")
def test_a_report_that_an_article_solves_is_not_made_and_is_counted(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter
) -> None:
    reported(cast, "2026-04-07 10:00")
    for number in range(6):
        published(cast, said(f"Uren komen niet door {number}"))
    reader, staff = signed_in(cast.support_contact), signed_in(cast.agent)
    typed = {"subject": "De uren komn niet door", "what": "Sinds gisteren."}
    part = reader.post(reverse("support:solutions"), typed, headers={"HX-Request": "true"}).content.decode()
    links = re.findall(r'href="(/portal/help/[^"]+)"', part)
    assert len(links) == 5 and "<html" not in part
    whole = reader.post(reverse("support:solutions"), typed).content.decode()
    assert '<input type="hidden" name="subject" value="De uren komn niet door">' in whole
    article = reader.get(links[0])
    assert "Ja, dit lost het op: niets te melden" in article.content.decode()
    judge = re.findall(r'action="([^"]+/judge/)"', article.content.decode())[0]
    for _ in range(2):
        assert reader.post(judge, {"helped": "yes", "source": "report"}).status_code == 302
    with tenancy.enter(Role.DESK):
        assert Ticket.objects.count() == 1
        [use] = ArticleUse.objects.all()
        assert (use.helped, use.source, use.tenant_id) == (True, "report", cast.merendaal.id)
        [entry] = JournalEntry.objects.filter(kind="support.article.judged")
        assert entry.properties == {"helped": "yes", "source": "report"}
    page = staff.get(reverse("support:desk-articles")).content.decode()
    row = page.split("april 2026</th>")[1].split("</tr>")[0]
    assert re.findall(r'num">([^<]*)<', row) == ["1", "1", "1", "50,0\xa0%", "0"]


def test_opening_counts_once_a_day_and_searching_counts_nothing(cast: Cast, signed_in: Enter) -> None:
    article = published(cast)
    reader = signed_in(cast.ordinary_user)
    reader.get(reverse("support:articles"), {"q": "wachtwoord"})
    with tenancy.enter(Role.DESK):
        assert not ArticleUse.objects.exists()
    there = reverse("support:article", args=[article])
    for _ in range(2):
        assert reader.get(there).status_code == 200
    signed_in(cast.agent).get(reverse("support:desk-article", args=[article]))
    with tenancy.enter(Role.DESK):
        [use] = ArticleUse.objects.all()
        assert (use.helped, use.judged_at) == (None, None)
    assert reader.post(reverse("support:article-judge", args=[article]), {"helped": "maybe"}).status_code == 422
    said_no = {"helped": "no", "comment": "Stap 2 ontbreekt."}
    assert reader.post(reverse("support:article-judge", args=[article]), said_no).status_code == 302
    assert (
        "Stap 2 ontbreekt."
        in signed_in(cast.agent).get(reverse("support:desk-article", args=[article])).content.decode()
    )


def test_two_clicks_make_a_draft_of_a_ticket_without_the_customers_names(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter
) -> None:
    ticket = reported(cast, "2026-04-07 09:30")
    said_it = "Beste S. Monster,\n# Kies opnieuw\nBij Stichting Thuiszorg Merendaal helpt dat; bel 06-12345678."
    with cast.agent.at_work():
        answer(ticket, by=cast.agent.actor, at=at("2026-04-07 10:00"), text=said_it, purpose="resolution")
    staff = signed_in(cast.agent)
    assert "Maak een artikel van deze melding" in staff.get(f"/desk/tickets/{ticket.id}/").content.decode()
    there = reverse("support:article-from-ticket", args=[ticket.id])
    page = staff.get(there).content.decode()
    assert "Weggelaten, als […]: 06-12345678, Stichting Thuiszorg Merendaal en S. Monster." in page
    assert staff.post(there).status_code == 302
    with tenancy.enter(Role.DESK):
        held = ArticleDraft.objects.get()
        assert (held.title_nl, held.from_ticket) == ("Uren komen niet door", ticket.id)
        assert held.body_nl == "Beste […],\n\\# Kies opnieuw\nBij […] helpt dat; bel […]."
        assert AccessRead.objects.filter(tenant_id=cast.merendaal.id, why=ticket.shown_number).exists()
    for word in ("S. Monster", "Merendaal"):
        assert word not in staff.get(reverse("support:desk-article", args=[held.article_id])).content.decode()


def test_beside_a_ticket_only_what_its_customer_may_read_is_offered(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter
) -> None:
    ticket = reported(cast, "2026-04-07 09:30")
    open_one = published(cast, said("Uren voor iedereen"), reach="public")
    published(cast, said("Uren voor collega's"), reach="staff")
    page = signed_in(cast.agent).get(reverse("support:pick-article", args=[ticket.id]), {"q": "uren"}).content.decode()
    assert f"/help/{open_one}/" in page
    assert "collega" not in page


def test_an_earlier_edition_is_compared_and_put_back(cast: Cast, signed_in: Enter) -> None:
    article = published(cast, said("Eerste", "Kies A."))
    staff = signed_in(cast.agent)
    changed = {"title_nl": "Eerste", "body_nl": "Kies B.", "reach": "customers", "revision": "2"}
    assert staff.post(reverse("support:edit-article", args=[article]), changed).status_code == 302
    there = reverse("support:article-edition", args=[article, 1])
    page = staff.get(there).content.decode()
    assert "Kies A.</del>" in page and "Kies B.</ins>" in page
    assert staff.post(there).status_code == 302
    with tenancy.enter(Role.DESK):
        assert ArticleDraft.objects.get().body_nl == "Kies A."


@pytest.mark.parametrize(
    ("who", "name", "query"),
    [
        ("agent", "support:desk-articles", ""),
        ("agent", "support:desk-articles", "?show=review"),
        ("ordinary_user", "support:articles", ""),
        ("ordinary_user", "support:articles", "?q=rooster"),
        (None, "support:help", ""),
    ],
    ids=["desk", "review", "portal", "search", "visitor"],
)
def test_lists_ask_as_often_for_three_as_for_one(
    cast: Cast, signed_in: Enter, who: str | None, name: str, query: str
) -> None:
    client = signed_in(getattr(cast, who)) if who else Client()
    asked = []
    for number in range(3):
        published(cast, said(f"Rooster {number}"), reach="public", at=at("2025-01-01 10:00"))
        if number in (0, 2):
            client.get(reverse(name) + query)
            with counted() as queries:
                page = client.get(reverse(name) + query).content.decode()
            assert page.count("Rooster ") >= number + 1
            asked.append(len(queries))
    assert asked[0] == asked[1] <= 12
