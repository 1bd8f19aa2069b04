"""What is known of the arrival of a notice: by mail as far as the outbox knows, in the portal, and who is left."""

import csv
import io
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from waarborg.customers.tests.cast import NOW, Cast, Player
from waarborg.notices.actions.outcomes import note_outcomes
from waarborg.notices.actions.read import NothingToConfirm, confirm, open_notice
from waarborg.notices.actions.spread import spread
from waarborg.notices.models import Notice, Receipt, Suppression
from waarborg.notices.queries.portal import read
from waarborg.notices.queries.reach import all_lines, lines, reach
from waarborg.notices.rules.unreached import WHY, Traces, reached
from waarborg.notices.tests.told import mails, meant, published, receipts
from waarborg.plumbing import tenancy
from waarborg.plumbing.journal.models import JournalEntry
from waarborg.plumbing.outbox.models import OutboxMail
from waarborg.plumbing.slots import counted
from waarborg.plumbing.tenancy import Role

SignIn = Callable[[Player], Client]
pytestmark = pytest.mark.django_db


def settle(address: str, state: str, failure: str = "") -> None:
    with tenancy.enter(Role.DESK):
        OutboxMail.objects.filter(to_address=address).update(state=state, failure=failure, sent=NOW)


def told_kinds(cast: Cast) -> list[str]:
    with tenancy.enter(Role.DESK):
        rows = JournalEntry.objects.filter(tenant_id=cast.merendaal.id).order_by("sequence")
        return list(rows.values_list("kind", flat=True))


def names(held: Notice) -> list[tuple[str, str]]:
    with tenancy.enter(Role.DESK):
        return [(one.name, one.mail) for _place, one in lines(held)]


def test_the_outbox_says_what_became_of_each_mail(cast: Cast) -> None:
    held = published(cast)
    settle("t.fictief@example.org", "sent")
    settle("b.proef@example.org", "kept")
    settle("s.monster@example.org", "dead", "refused with 550 5.1.1")
    settle("g.model@example.org", "dead", "refused with 550 5.7.1")
    assert note_outcomes(now=lambda: NOW) == 4
    assert note_outcomes(now=lambda: NOW) == 0
    assert {name: (one.mail, one.failure) for name, one in receipts(held).items()} == {
        "T. Fictief": ("accepted", ""),
        "B. Proef": ("accepted", ""),
        "S. Monster": ("refused", "refused with 550 5.1.1"),
        "G. Model": ("refused", "refused with 550 5.7.1"),
        "V. Fantasie": ("waiting", ""),
    }
    assert told_kinds(cast) == ["notices.notice.told", "notices.notice.arrived"]
    with tenancy.enter(Role.DESK):
        # Only what says that there is no such address; a policy that turns mail away says nothing of the address.
        assert list(Suppression.objects.values_list("address", "why")) == [("s.monster@example.org", "bounced")]
        assert reach(held).customers_reached == 1
    assert names(held) == [("G. Model", "refused"), ("S. Monster", "refused"), ("V. Fantasie", "waiting")]


def test_a_dead_letter_that_is_sent_again_counts_after_all(cast: Cast) -> None:
    held = published(cast)
    settle("v.fantasie@example.org", "dead", "refused with 450")
    note_outcomes(now=lambda: NOW)
    settle("v.fantasie@example.org", "sent")
    note_outcomes(now=lambda: NOW)
    assert receipts(held)["V. Fantasie"].mail == "accepted"


def test_opening_is_noted_once_and_not_journalled(cast: Cast, signed_in: SignIn) -> None:
    held = published(cast)
    address = reverse("notices:notice", args=[held.id])
    browser = signed_in(cast.owner)
    assert "Beste T. Fictief," in browser.get(address).content.decode()
    first = receipts(held)["T. Fictief"].opened_at
    browser.get(address)
    assert first is not None
    assert receipts(held)["T. Fictief"].opened_at == first
    assert told_kinds(cast) == ["notices.notice.told"]


def test_who_opens_it_before_it_was_handed_out_is_mailed_all_the_same_and_stays_opened(
    cast: Cast, signed_in: SignIn
) -> None:
    held = published(cast, handed=False)
    signed_in(cast.owner).get(reverse("notices:notice", args=[held.id]))
    spread(held.id, now=lambda: NOW)
    mine = receipts(held)["T. Fictief"]
    assert (mine.mail, mine.opened_at is not None) == ("waiting", True)


def test_a_confirmation_is_journalled_once_and_is_what_reached_means_where_it_is_asked(
    cast: Cast, signed_in: SignIn
) -> None:
    held = published(cast, whom=meant(needs_confirmation=True))
    settle("t.fictief@example.org", "sent")
    note_outcomes(now=lambda: NOW)
    assert len(names(held)) == 5
    address = reverse("notices:notice", args=[held.id])
    browser = signed_in(cast.owner)
    assert "Ik heb dit gelezen" in browser.get(address).content.decode()
    for _ in range(2):
        assert browser.post(address).status_code == 302
    assert "Ik heb dit gelezen" not in browser.get(address).content.decode()
    assert told_kinds(cast) == ["notices.notice.told", "notices.notice.arrived", "notices.notice.confirmed"]
    assert "T. Fictief" not in dict(names(held))


def test_nothing_is_confirmed_that_asks_no_confirmation(cast: Cast) -> None:
    held = published(cast)
    with cast.owner.at_work(), pytest.raises(NothingToConfirm):
        confirm(read(cast.owner.actor, held.id), by=cast.owner.actor, at=NOW)


def test_a_customer_without_anybody_in_the_audience_is_named(cast: Cast) -> None:
    held = published(cast, whom=meant(roles=("customer.administrator",)))
    with tenancy.enter(Role.DESK):
        assert [(one.organisation, one.person, one.mail) for _place, one in lines(held)][-1] == (
            "Zorggroep Hazelvoort",
            None,
            "nobody",
        )


def test_the_rule_and_the_database_mean_the_same_by_reached(cast: Cast) -> None:
    for needs in (False, True):
        held = published(cast, whom=meant(needs_confirmation=needs))
        for name, mail in zip(sorted(receipts(held)), WHY, strict=False):
            with tenancy.enter(Role.DESK):
                person = receipts(held)[name]
                person.mail, person.opened_at = mail, NOW if mail == "held" else None
                person.confirmed_at = NOW if mail == "refused" else None
                person.save()
        left = {name for name, _ in names(held)}
        by_rule = {
            name
            for name, one in receipts(held).items()
            if not reached(Traces(one.mail, one.opened_at, one.confirmed_at), needs_confirmation=needs)
        }
        assert left == by_rule


RECOUNT = """
SELECT d.tenant_id, d.known, d.waiting, d.accepted, d.opened, d.confirmed, d.seen, count(r.id),
       count(*) FILTER (WHERE r.mail = 'waiting'), count(*) FILTER (WHERE r.mail = 'accepted'), count(r.opened_at),
       count(r.confirmed_at), count(*) FILTER (WHERE r.opened_at IS NOT NULL OR r.mail = 'accepted')
FROM notices_delivery d LEFT JOIN notices_receipt r
  ON r.tenant_id = d.tenant_id AND r.notice_id = d.notice_id AND r.edition = d.edition
GROUP BY d.id ORDER BY d.tenant_id
"""


def counted_rows() -> list[tuple[list[int], list[int]]]:
    """What the database counts of each delivery, and what its receipts say."""
    with tenancy.enter(Role.DESK), connection.cursor() as cursor:
        cursor.execute(RECOUNT)
        return [(list(row[1:7]), list(row[7:])) for row in cursor.fetchall()]


def test_what_is_counted_of_each_customer_is_what_its_receipts_say(cast: Cast) -> None:
    held = published(cast, whom=meant(needs_confirmation=True), handed=False)
    with cast.owner.at_work():
        open_notice(read(cast.owner.actor, held.id), by=cast.owner.actor, at=NOW)
    spread(held.id, now=lambda: NOW)
    settle("t.fictief@example.org", "sent")
    settle("b.proef@example.org", "kept")
    note_outcomes(now=lambda: NOW)
    with cast.owner.at_work():
        confirm(read(cast.owner.actor, held.id), by=cast.owner.actor, at=NOW)
    assert counted_rows() == [([4, 2, 2, 1, 1, 2],) * 2, ([1, 1, 0, 0, 0, 0],) * 2]
    with tenancy.enter(Role.DESK):
        # Somebody's traces are erased.
        Receipt.objects.filter(person_id=cast.owner.person.id).delete()
    assert counted_rows() == [([3, 2, 1, 0, 0, 1],) * 2, ([1, 1, 0, 0, 0, 0],) * 2]


def test_pages_of_one_line_are_the_same_as_one_page(cast: Cast) -> None:
    held = published(cast, whom=meant(roles=("customer.owner", "customer.support-contact", "customer.finance")))
    with tenancy.enter(Role.DESK):
        for everybody in (False, True):
            whole = [line for _place, line in lines(held, everybody=everybody)]
            one_by_one, after = [], None
            while found := lines(held, everybody=everybody, after=after, size=1):
                after = found[0][0]
                one_by_one.append(found[0][1])
            assert one_by_one == whole
    assert len(whole) > 2


def test_the_table_names_everybody_left_and_runs_no_formula(cast: Cast, signed_in: SignIn) -> None:
    with tenancy.enter(Role.DESK):
        type(cast.owner.person).objects.filter(id=cast.owner.person.id).update(name="=HYPERLINK(1)")
    held = published(cast)
    settle("b.proef@example.org", "sent")
    note_outcomes(now=lambda: NOW)
    response = signed_in(cast.manager).get(reverse("notices:reach-file", args=[held.id]))
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert rows[0][:5] == ["Klant", "Korte naam", "Persoon", "E-mailadres", "Bereikt"]
    assert [row[2] for row in rows[1:]] == ["'=HYPERLINK(1)", "G. Model", "S. Monster", "V. Fantasie"]
    assert rows[1][4:6] == ["nee", "de mail wacht nog op verzending"]
    with tenancy.enter(Role.DESK):
        assert len(list(all_lines(held, everybody=True))) == 5


@pytest.mark.parametrize("number", [1, 3])
def test_lists_ask_the_database_equally_often_for_one_and_for_three(cast: Cast, signed_in: SignIn, number: int) -> None:
    held = [published(cast) for _ in range(number)][-1]
    found = {}
    for player, name, arguments in (
        (cast.owner, "notices:notices", []),
        (cast.manager, "notices:desk-notices", []),
        (cast.manager, "notices:reach", [held.id]),
        (cast.manager, "notices:suppressed", []),
        (cast.manager, "notices:templates", []),
    ):
        browser = signed_in(player)
        with counted() as asked:
            assert browser.get(reverse(name, args=arguments)).status_code == 200
        found[name] = sum("notices_" in one for one in asked)
    assert found == {
        "notices:notices": 1,
        "notices:desk-notices": 2,
        "notices:reach": 4,
        "notices:suppressed": 2,
        "notices:templates": 1,
    }
    assert len(mails()) == number * 5
