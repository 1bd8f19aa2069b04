"""Exports of Zendesk and Zammad become tickets and articles; each bad record is named and the rest offered."""

import json
import zipfile
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest

from waarborg.customers.actions.importing.archives import Given, Looked, archives, bring_in
from waarborg.customers.actions.importing.carry_out import BadLines
from waarborg.customers.models import Reference
from waarborg.customers.tests.cast import NOW, Cast
from waarborg.customers.tests.files import bring as bring_table
from waarborg.plumbing import tenancy
from waarborg.plumbing.models import JournalEntry
from waarborg.plumbing.outbox.models import OutboxMail
from waarborg.plumbing.tenancy import Role
from waarborg.promises.models import AgreementVersion
from waarborg.support.models import Article, Message, Note, Ticket
from waarborg.support.rules.exports.reading import NoExport, records
from waarborg.support.tests.mail.post import said, utc

USERS = [
    {"id": 11, "name": "S. Monster", "email": "S.Monster@example.org", "role": "end-user", "organization_id": 7},
    {"id": 12, "name": "R. Specimen", "email": "r.specimen@example.nl", "role": "agent", "organization_id": None},
    {"id": 13, "name": "Oude Agent", "email": "weg@oud.example.nl", "role": "admin", "organization_id": None},
]
ORGANISATIONS = [{"id": 7, "name": "Stichting Thuiszorg Merendaal", "domain_names": []}]


def ticket(number: int, status: str = "open", **more: Any) -> dict[str, Any]:
    return {
        "id": number, "subject": f"Vraag {number}", "description": f"Tekst {number}", "status": status,
        "requester_id": 11, "organization_id": 7, "assignee_id": 12, "type": "question",
        "created_at": "2026-03-02T08:15:00Z", "updated_at": "2026-03-03T08:15:00Z", **more,
    }  # fmt: skip


def comment(number: int, author: int, at: str, body: str, **more: Any) -> dict[str, Any]:
    return {"id": number, "author_id": author, "created_at": at, "plain_body": body, "public": True, **more}


def lines(*values: Any) -> bytes:
    return "\n".join(json.dumps(one) for one in values).encode()


def given(**more: Any) -> Given:
    return Given("oud", "export.json", NOW, **more)


def look(kind: str, content: bytes) -> Looked:
    with tenancy.enter(Role.DESK):
        return archives()[kind].look(BytesIO(content), given())


def bring(kind: str, content: bytes, cast: Cast, **more: Any) -> Looked:
    return bring_in(archives()[kind], BytesIO(content), given(**more), by=cast.manager.actor)


TALK = ticket(
    101,
    "pending",
    comments=[
        comment(1, 11, "2026-03-02T08:15:00Z", "Tekst 101", attachments=[{"file_name": "scherm.png"}]),
        comment(2, 12, "2026-03-02T09:00:00Z", "Even gebeld met een ander.", public=False),
        comment(3, 13, "2026-03-03T08:15:00Z", "Welk team is dat?"),
    ],
)
ZENDESK = lines(
    {"users": USERS, "end_of_stream": True},
    {"organizations": ORGANISATIONS},
    TALK,
    {"tickets": [ticket(102, "solved", solved_at="2026-03-04T10:00:00Z"), ticket(103, "deleted"), ticket(104, "hold")]},
    {"ticket_events": [{"ticket_id": 104, "created_at": "2026-03-05T08:00:00Z", "child_events": [
        {"event_type": "Comment", "id": 9, "author_id": 11, "public": True, "body": "En nu?"}]}]},
)  # fmt: skip


def test_a_zendesk_export_is_told_before_anything_comes_in(cast: Cast, appreo: AgreementVersion) -> None:
    looked = look("zendesk", ZENDESK)
    assert looked.counts == {
        "total": 4, "fresh": 3, "known": 0, "different": 0, "bad": 0, "tickets": 3, "articles": 0, "customers": 1,
        "open": 1, "waiting": 1, "resolved": 1,
    }  # fmt: skip
    told = [fact.en for fact in looked.facts]
    assert "Status “pending” becomes: waiting for customer (1)." in told
    assert "Status “deleted” becomes: not imported (1)." in told
    assert looked.facts[0].names == ("Stichting Thuiszorg Merendaal: 3",)
    with tenancy.enter(Role.DESK):
        assert not Ticket.objects.exists()


def test_a_zendesk_export_comes_in_with_all_that_was_said_at_its_own_times(
    cast: Cast, appreo: AgreementVersion
) -> None:
    bring("zendesk", ZENDESK, cast)
    with tenancy.enter(Role.DESK):
        found = {one.subject: one for one in Ticket.objects.all()}
        talk, solved, held = (found[f"Vraag {number}"] for number in (101, 102, 104))
        assert Reference.objects.get(subject_id=talk.id).reference == "101"
        (note,) = Note.objects.filter(ticket_id=talk.id)
        assert (note.body, note.author_name) == ("Even gebeld met een ander.", "R. Specimen")
        assert not OutboxMail.objects.exists()
        entries = JournalEntry.objects.filter(subject_kind="support.ticket")
        kinds = set(entries.values_list("subject_id", "kind", "at"))
    assert [(one[0], one[1]) for one in said(talk)] == [("customer", "report"), ("staff", "message")]
    assert said(talk)[0][2].startswith("Tekst 101\n\n[Bijlage niet overgenomen: scherm.png.")
    assert (talk.state, talk.reporter_id, talk.assignee_name) == (
        "waiting",
        cast.support_contact.person.id,
        "R. Specimen",
    )
    assert (talk.reported_at, talk.changed_at) == (utc("2026-03-02 08:15"), utc("2026-03-03 08:15"))
    assert (solved.state, solved.resolved_at) == ("resolved", utc("2026-03-04 10:00"))
    assert [one[2] for one in said(held)] == ["Tekst 104", "En nu?"]
    assert held.unanswered_since == utc("2026-03-02 08:15")
    assert kinds == {
        (talk.id, "support.ticket.reported", NOW), (talk.id, "support.ticket.asked-back", NOW),
        (held.id, "support.ticket.reported", NOW), (solved.id, "support.ticket.taken-over", NOW),
    }  # fmt: skip


def test_the_same_export_again_adds_nothing(cast: Cast, appreo: AgreementVersion) -> None:
    bring("zendesk", ZENDESK, cast)
    with tenancy.enter(Role.DESK):
        before = [each.objects.count() for each in (Ticket, Message, Note, JournalEntry, Reference)]
    again = bring("zendesk", ZENDESK, cast)
    assert (again.counts["fresh"], again.counts["known"]) == (0, 3)
    with tenancy.enter(Role.DESK):
        assert [each.objects.count() for each in (Ticket, Message, Note, JournalEntry, Reference)] == before


def test_three_bad_lines_among_a_hundred_thousand_are_named_and_the_rest_offered(cast: Cast) -> None:
    some = [json.dumps(ticket(number)) for number in range(100_000)]
    some[17] = '{"id": 17, "subject": "afge'
    some[50_000] = json.dumps(ticket(50_000, "verdwenen"))
    some[99_999] = json.dumps(ticket(99_999, organization_id=8, requester_id=99))
    content = lines({"users": USERS}, {"organizations": ORGANISATIONS}) + b"\n" + "\n".join(some).encode()
    looked = look("zendesk", content)
    assert (looked.counts["total"], looked.counts["fresh"], looked.counts["bad"]) == (100_000, 99_997, 3)
    assert [(one.line, one.refusal.code) for one in looked.problems] == [
        (20, "support.moving.no-json"),
        (50_003, "support.moving.no-such-state"),
        (100_002, "customers.import.no-such-customer"),
    ]
    few = lines({"users": USERS}, {"organizations": ORGANISATIONS}, ticket(1), ticket(2, "verdwenen"))
    with pytest.raises(BadLines) as refused:
        bring("zendesk", few, cast)
    assert refused.value.say("en") == "1 of the 2 lines are not right; nothing was imported."
    with tenancy.enter(Role.DESK):
        assert not Ticket.objects.exists()
    assert bring("zendesk", few, cast, skip_bad=True).counts["fresh"] == 1
    with tenancy.enter(Role.DESK):
        assert Ticket.objects.get().subject == "Vraag 1"


ZAMMAD = {
    "users.json": [
        {"id": 3, "login": "s", "firstname": "S.", "lastname": "Monster", "email": "s.monster@example.org",
         "organization_id": 2, "roles": ["Customer"]},
        {"id": 4, "login": "r", "firstname": "R.", "lastname": "Specimen", "email": "r.specimen@example.nl",
         "organization_id": None, "roles": ["Agent"]},
    ],
    "organizations.json": [{"id": 2, "name": "stichting thuiszorg merendaal", "shared": True}],
    "tickets.json": [
        {"id": 5, "number": "22005", "title": "Rooster leeg", "state_id": 2, "customer_id": 3, "organization_id": 2,
         "owner_id": 4, "created_at": "2026-03-02T08:15:00.790Z"},
        {"id": 6, "number": "22006", "title": "Klaar", "state": "closed", "customer_id": 3, "organization_id": 2,
         "owner_id": 4, "created_at": "2026-02-02T08:15:00.000Z", "close_at": "2026-02-03T08:15:00.000Z"},
    ],
    "articles.json": [
        {"id": 1, "ticket_id": 5, "sender": "Customer", "type": "email", "internal": False, "created_by_id": 3,
         "content_type": "text/html", "body": "<p>Het rooster is <b>leeg</b>.</p>", "from": "S. Monster <s@x>",
         "created_at": "2026-03-02T08:15:00.790Z"},
        {"id": 2, "ticket_id": 5, "sender": "Agent", "type": "note", "internal": True, "created_by_id": 4,
         "content_type": "text/plain", "body": "Bekend.", "created_at": "2026-03-02T08:20:00.000Z"},
        {"id": 3, "ticket_id": 77, "sender": "Agent", "body": "Los.", "created_at": "2026-03-02T08:20:00.000Z"},
    ],
    "knowledge_base.json": {
        "KnowledgeBaseAnswer": {"1": {"id": 1, "published_at": "2025-03-12T14:52:38.014Z", "internal_at": None}},
        "KnowledgeBaseAnswerTranslation": {
            "1": {"id": 1, "answer_id": 1, "kb_locale_id": 1, "title": "Rooster maken", "content_id": 4}},
        "KnowledgeBaseAnswerTranslationContent": {"4": {"id": 4, "body": "<p>Kies Planning.</p>"}},
        "KnowledgeBaseLocale": {"1": {"id": 1, "system_locale_id": 31}},
        "Locale": {"31": {"id": 31, "locale": "nl-nl"}},
    },
}  # fmt: skip


def zipped(files: dict[str, Any]) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, json.dumps(content, indent=1))
    return made.getvalue()


def test_what_zammads_interface_gives_comes_in_from_a_zip_of_its_files(cast: Cast, appreo: AgreementVersion) -> None:
    looked = bring("zammad", zipped(ZAMMAD), cast)
    assert (looked.counts["open"], looked.counts["resolved"], looked.counts["articles"]) == (1, 1, 1)
    assert "1 message belongs to a ticket that is not in the export." in [fact.en for fact in looked.facts]
    with tenancy.enter(Role.DESK):
        empty, done = Ticket.objects.order_by("-reported_at")
        assert Note.objects.get(ticket_id=empty.id).author_name == "R. Specimen"
        article = Article.objects.get()
    assert said(empty) == [("customer", "report", "Het rooster is leeg.")]
    assert (empty.reporter_id, done.state) == (cast.support_contact.person.id, "resolved")
    assert done.resolved_at == utc("2026-02-03 08:15")
    assert (article.title_nl, article.body_nl, article.audience) == ("Rooster maken", "Kies Planning.", "public")
    assert article.published_at is not None
    assert article.published_at.year == 2025


HELP = {
    "articles": [
        {"id": 1, "locale": "nl", "title": "Inloggen", "body": "<p>Zo.</p>", "draft": False, "user_segment_id": 4,
         "created_at": "2025-01-02T08:00:00Z",
         "translations": [{"locale": "en-us", "title": "Signing in", "body": "<p>So.</p>"}]},
        {"id": 2, "locale": "nl", "title": "Nog niet af", "body": "<p>…</p>", "draft": True,
         "created_at": "2025-01-02T08:00:00Z"},
        {"id": 3, "locale": "fr", "title": "Bonjour", "body": "<p>Oui.</p>", "created_at": "2025-01-02T08:00:00Z"},
    ]
}  # fmt: skip


def test_articles_of_a_help_centre_come_in_as_they_stood_there(cast: Cast) -> None:
    content = json.dumps(HELP).encode()
    with pytest.raises(BadLines):
        bring("zendesk", content, cast)
    looked = bring("zendesk", content, cast, skip_bad=True)
    assert [(one.value, one.refusal.code) for one in looked.problems] == [("Bonjour", "support.moving.no-language")]
    with tenancy.enter(Role.DESK):
        shown, draft = Article.objects.order_by("id")
    assert (shown.title_nl, shown.title_en, shown.body_en) == ("Inloggen", "Signing in", "So.")
    assert (shown.state, shown.audience, shown.published_at) == ("published", "customers", utc("2025-01-02 08:00"))
    assert (draft.state, draft.audience) == ("draft", "provider")
    assert bring("zendesk", content, cast, skip_bad=True).counts["fresh"] == 0


def test_articles_come_in_from_a_table(cast: Cast) -> None:
    text = (
        "referentie;titel;tekst;voor wie;gepubliceerd op\n"
        "A1;Inloggen;Zo gaat dat.;iedereen;2025-01-02\n"
        "A2;Alleen een titel;;klanten;\n"
    )
    with pytest.raises(BadLines) as refused:
        bring_table(cast.manager, "articles", text)
    assert [(one.line, one.refusal.code) for one in refused.value.worked.problems] == [
        (3, "support.article.half-written")
    ]
    assert bring_table(cast.manager, "articles", text, skip_bad=True).counts["fresh"] == 1
    assert bring_table(cast.manager, "articles", text, skip_bad=True, at=NOW + timedelta(days=1)).known == 1
    with tenancy.enter(Role.DESK):
        assert (Article.objects.get().title_nl, Article.objects.get().audience) == ("Inloggen", "public")


@pytest.mark.parametrize("content", [b"", b"id;naam\n1;x", b"PK\x03\x04niets"])
def test_another_file_is_no_export(content: bytes) -> None:
    with pytest.raises(NoExport):
        list(records(BytesIO(content)))


@pytest.mark.parametrize(
    ("content", "read"),
    [
        (b'[{"id": 1}, {"id": 2}]', [("", 1), ("", 2)]),
        (b'{"users": [{"id": 1}],\n "count": 2, "tickets": [{"id": 2}]}', [("users", 1), ("tickets", 2)]),
        (b'{"id": 1}\n\n{"id": 2}\n', [("", 1), ("", 2)]),
        (b'{"id": 1}\n{"id": \n[{"id": 3}]\n', [("", 1), ("", None), ("", 3)]),
        (b'[{"id": 1}, {"id": ', [("", 1), ("", None)]),
        (b'\xef\xbb\xbf{"id": 1}', [("", 1)]),
    ],
)
def test_records_are_read_from_lists_pages_and_lines(content: bytes, read: list[tuple[str, int | None]]) -> None:
    assert [(one.collection, one.value and one.value["id"]) for one in records(BytesIO(content))] == read
