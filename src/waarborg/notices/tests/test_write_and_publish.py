"""A notice is written, seen by staff alone, published now or by itself, handed to everybody it is for, and mailed."""

from datetime import timedelta

import pytest

from waarborg.catalogue.tests.stock import bought, make_stock
from waarborg.customers.tests.cast import NOW, Cast
from waarborg.kernel.errors import Refusal
from waarborg.notices.actions import publish as acts
from waarborg.notices.actions.spread import spread
from waarborg.notices.actions.write import (
    ChangedMeanwhile,
    HalfEnglish,
    NobodyChosen,
    NotForVisitors,
    UnknownPlaceholder,
    UnknownTargets,
    Words,
    write,
)
from waarborg.notices.models import Delivery, Notice
from waarborg.notices.queries.portal import page, read
from waarborg.notices.reactions import publish_due
from waarborg.notices.rules import audiences
from waarborg.notices.tests.told import draft, mails, meant, published, receipts, words
from waarborg.plumbing import journal, tenancy
from waarborg.plumbing.journal.models import JournalEntry
from waarborg.plumbing.permissions import NotAllowed, NotFound
from waarborg.plumbing.tenancy import Role

pytestmark = pytest.mark.django_db


def kinds_in(tenant: object) -> list[str]:
    with tenancy.enter(Role.DESK):
        return list(JournalEntry.objects.filter(tenant_id=tenant).order_by("sequence").values_list("kind", flat=True))


def test_a_draft_is_seen_by_nobody_outside(cast: Cast) -> None:
    held = draft(cast)
    with cast.owner.at_work():
        assert page(cast.owner.actor) == []
        with pytest.raises(NotFound):
            read(cast.owner.actor, held.id)
    with tenancy.enter(Role.PUBLIC):
        assert not Notice.objects.exists()


def test_everybody_it_is_for_is_mailed_in_their_own_language(cast: Cast) -> None:
    with tenancy.enter(Role.DESK):
        type(cast.administrator.person).objects.filter(id=cast.administrator.person.id).update(language="en")
    held = published(cast)
    found = {one.to_address: one for one in mails()}
    assert sorted(found) == [
        "b.proef@example.org",
        "g.model@example.org",
        "s.monster@example.org",
        "t.fictief@example.org",
        "v.fantasie@example.org",
    ]
    assert found["t.fictief@example.org"].subject == "Onderhoud op zaterdag"
    assert "Beste T. Fictief,\n\nZaterdag werkt het niet." in found["t.fictief@example.org"].body
    assert f"/portal/notices/{held.id}/" in found["t.fictief@example.org"].body
    assert found["b.proef@example.org"].subject == "Maintenance on Saturday"
    assert "Dear B. Proef,\n\nOn Saturday it does not work." in found["b.proef@example.org"].body
    assert {one.mail for one in receipts(held).values()} == {"waiting"}
    assert kinds_in(cast.merendaal.id) == ["notices.notice.told"]
    assert kinds_in(cast.provider.id) == ["notices.notice.written", "notices.notice.published"]


def test_handing_it_out_again_mails_nobody_twice(cast: Cast) -> None:
    held = published(cast)
    before = [one.id for one in mails()]
    assert spread(held.id, now=lambda: NOW) == 0
    # As if the worker was killed between the commits: one customer is done, the other is not.
    with tenancy.enter(Role.DESK):
        Notice.objects.filter(id=held.id).update(spread_at=None)
    assert spread(held.id, now=lambda: NOW) == 0
    assert [one.id for one in mails()] == before


def test_one_customers_trouble_keeps_nobody_else_waiting_and_is_made_up_for(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    from waarborg.notices.actions import spread as spreading
    from waarborg.plumbing.queue import TenantsFailed

    held = published(cast, handed=False)
    write_all = spreading._write

    def breaks(held: Notice, tenant: object, *rest: object, **named: object) -> None:
        write_all(held, tenant, *rest, **named)  # type: ignore[arg-type]
        if tenant == cast.merendaal.id:
            raise RuntimeError("killed after its mails were written")

    monkeypatch.setattr(spreading, "_write", breaks)
    with pytest.raises(TenantsFailed):
        spread(held.id, now=lambda: NOW)
    assert [one.to_address for one in mails()] == ["v.fantasie@example.org"]
    monkeypatch.setattr(spreading, "_write", write_all)
    assert spread(held.id, now=lambda: NOW) == 1
    assert len(mails()) == 5


def test_only_those_in_its_roles_get_it_and_read_it(cast: Cast) -> None:
    held = published(cast, whom=meant(roles=("customer.owner",)))
    assert sorted(receipts(held)) == ["T. Fictief", "V. Fantasie"]
    with cast.owner.at_work():
        assert [one.id for one in page(cast.owner.actor)] == [held.id]
    with cast.ordinary_user.at_work():
        assert page(cast.ordinary_user.actor) == []
        with pytest.raises(NotFound):
            read(cast.ordinary_user.actor, held.id)


def test_the_database_itself_shows_a_chosen_notice_to_those_it_was_handed_to(cast: Cast) -> None:
    held = published(cast, whom=meant(reach="customers", targets=("merendaal",)))
    for tenant, expected in ((cast.merendaal.id, [held.id]), (cast.hazelvoort.id, [])):
        with tenancy.enter(Role.CUSTOMER, tenant):
            assert list(Notice.objects.values_list("id", flat=True)) == expected
            assert Delivery.objects.count() == len(expected)
    with tenancy.enter(Role.PUBLIC):
        assert not Notice.objects.exists()


def test_an_audience_that_another_package_knows_joins_by_registering(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audiences, "_audiences", dict(audiences._audiences))
    labels = lambda chosen: [audiences.Choice(one, one, one) for one in chosen if one == "dossier"]  # noqa: E731
    audiences.register(
        audiences.Audience("ring", "ring", "ring", None, labels, lambda chosen, at: [cast.hazelvoort.id])
    )
    held = published(cast, whom=meant(reach="ring", targets=("dossier",)))
    assert list(receipts(held)) == ["V. Fantasie"]
    with pytest.raises(UnknownTargets):
        draft(cast, whom=meant(reach="ring", targets=("weg",)))


def test_a_product_is_an_audience_of_who_has_it_when_it_is_handed_out(cast: Cast) -> None:
    stock = make_stock(cast)
    bought(cast, stock.payroll, cast.hazelvoort)
    held = published(cast, whom=meant(reach="product", targets=(stock.payroll.key,)))
    assert list(receipts(held)) == ["V. Fantasie"]
    with pytest.raises(UnknownTargets):
        draft(cast, whom=meant(reach="product", targets=("weg",)))


@pytest.mark.parametrize(
    ("said", "whom", "refusal"),
    [
        (Words("Titel", "Beste {klant.id}"), meant(), UnknownPlaceholder),
        (Words("Titel", "Tekst", "Title", ""), meant(), HalfEnglish),
        (Words("Titel", "Beste {naam}"), meant(on_sign_in=True), NotForVisitors),
        (Words("Titel", "Tekst"), meant(on_sign_in=True, roles=("customer.owner",)), NotForVisitors),
        (Words("Titel", "Tekst"), meant(reach="customers"), NobodyChosen),
        (Words("Titel", "Tekst"), meant(reach="customers", targets=("niemand",)), UnknownTargets),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(
    cast: Cast, said: Words, whom: object, refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        draft(cast, said, whom)  # type: ignore[arg-type]
    with tenancy.enter(Role.DESK):
        assert not Notice.objects.exists()


def test_two_writers_do_not_overwrite_each_other(cast: Cast) -> None:
    held = draft(cast)
    with cast.manager.at_work():
        write(held.id, words("Eerste"), meant(), revision=held.revision, by=cast.manager.actor, at=NOW)
        with pytest.raises(ChangedMeanwhile):
            write(held.id, words("Tweede"), meant(), revision=held.revision, by=cast.manager.actor, at=NOW)
        assert Notice.objects.get(id=held.id).title_nl == "Eerste"


def test_a_support_agent_writes_and_does_not_publish(cast: Cast) -> None:
    with cast.agent.at_work():
        held = write(None, words(), meant(), by=cast.agent.actor, at=NOW)
        with pytest.raises(NotAllowed):
            acts.publish(held.id, by=cast.agent.actor, at=NOW)
        assert Notice.objects.get(id=held.id).audience == "provider"


def test_a_planned_notice_comes_out_at_its_time_and_not_before(cast: Cast) -> None:
    held = draft(cast)
    moment = NOW + timedelta(hours=2)
    with cast.manager.at_work():
        with pytest.raises(acts.InThePast):
            acts.plan(held.id, NOW, by=cast.manager.actor, at=NOW)
        acts.plan(held.id, moment, by=cast.manager.actor, at=NOW)
    publish_due.func(at=moment - timedelta(seconds=1))
    with cast.owner.at_work():
        assert page(cast.owner.actor) == []
    publish_due.func(at=moment)
    with cast.owner.at_work():
        assert [(one.id, one.published_at) for one in page(cast.owner.actor)] == [(held.id, moment)]


def test_a_correction_keeps_what_was_said_and_tells_again_only_when_asked(cast: Cast) -> None:
    held = published(cast)
    quiet, again = words("Onderhoud op zondag"), words("Onderhoud op maandag")
    with cast.manager.at_work():
        held = acts.correct(held.id, quiet, revision=held.revision, tell_again=False, by=cast.manager.actor, at=NOW)
    spread(held.id, now=lambda: NOW)
    assert len(mails()) == 5
    with cast.manager.at_work():
        held = acts.correct(held.id, again, revision=held.revision, tell_again=True, by=cast.manager.actor, at=NOW)
    spread(held.id, now=lambda: NOW)
    assert [one["title_nl"] for one in held.earlier] == ["Onderhoud op zaterdag", "Onderhoud op zondag"]
    subjects = [one.subject for one in mails() if one.to_address == "t.fictief@example.org"]
    assert sorted(subjects) == ["Onderhoud op zaterdag", "Verbeterd: Onderhoud op maandag"]


def test_what_is_withdrawn_says_why_and_its_mail_that_waits_stays_here(cast: Cast) -> None:
    held = published(cast)
    with cast.manager.at_work(), pytest.raises(acts.NoReason):
        acts.withdraw(held.id, "  ", by=cast.manager.actor, at=NOW)
    with cast.manager.at_work():
        acts.withdraw(held.id, "Het gaat niet door.", by=cast.manager.actor, at=NOW)
    assert {(one.state, one.failure) for one in mails()} == {("dropped", "withdrawn")}
    assert spread(held.id, now=lambda: NOW) == 0
    with cast.owner.at_work():
        found = read(cast.owner.actor, held.id)
        assert (found.state, found.reason("en")) == ("withdrawn", "Het gaat niet door.")


def test_the_journal_holds_no_text(cast: Cast) -> None:
    published(cast)
    with tenancy.enter(Role.DESK):
        entries = journal.models.JournalData.objects.values_list("data", flat=True)
        assert not [one for one in entries if "zaterdag" in str(one).lower()]
