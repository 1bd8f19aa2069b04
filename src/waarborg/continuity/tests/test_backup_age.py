"""The age of back-ups as agreements promise it: of each customer, of the part of which the newest copy was oldest."""

import pytest

from waarborg.continuity.queries.indicators import age, behind
from waarborg.continuity.tests.told import at, backed_up, operator_of, planned
from waarborg.customers.tests.cast import Cast, Player
from waarborg.plumbing.indicators import NothingYet
from waarborg.promises.actions.state_figures import reckon, state_for
from waarborg.promises.models import Figure
from waarborg.releases.tests.test_publish import bound

HOUR = 3_600_000_000
BEGIN, END = at("2026-03-05 00:00"), at("2026-03-06 00:00")


@pytest.fixture
def player(cast: Cast) -> Player:
    return operator_of(cast)


def hours(found: object) -> float:
    return found.numerator / HOUR  # type: ignore[attr-defined, no-any-return]


@pytest.mark.clause("PX-80")
def test_of_each_customer_the_part_counts_of_which_the_newest_was_oldest(cast: Cast, player: Player) -> None:
    database, files = planned(cast, player), planned(cast, player, "files", part="files", every=86_400)
    own = planned(cast, player, "merendaal-files", part="files", scope="customer", customer_id=cast.merendaal.id)
    inner = planned(cast, player, "testing", part="testing", scope="internal")
    for when in ("2026-03-04 20:00", "2026-03-05 04:00", "2026-03-05 12:00", "2026-03-05 20:00"):
        backed_up(player, database, when)
    backed_up(player, files, "2026-03-04 08:00")
    backed_up(player, own, "2026-03-05 18:00")
    backed_up(player, inner, "2026-03-04 08:00", succeeded=False, reason="x")
    with player.at_work():
        found = age(BEGIN, END)
        # Others' files were last copied at 08:00 the day before: 40 hours. Merendaal's own copy at 18:00 made it 34.
        assert (hours(found[cast.hazelvoort.id]), hours(found[cast.merendaal.id])) == (40, 34)
        assert found[cast.hazelvoort.id].parts == {"copies": 3}
        assert found[cast.hazelvoort.id].rows[0].startswith("oldest;files;~144000000000;@2026-03-06T00:00:00Z")
        lines = behind(BEGIN, END, "", cast.hazelvoort.id)
        assert len(lines) == 5 and not [one for one in lines if one.startswith(("merendaal", "testing"))]


def test_where_nothing_is_written_down_there_is_no_figure(cast: Cast, player: Player) -> None:
    with player.at_work(), pytest.raises(NothingYet):
        age(BEGIN, END)
    planned(cast, player, made=at("2026-03-07 00:00"))
    with player.at_work(), pytest.raises(NothingYet):
        age(BEGIN, END)


@pytest.mark.clause("PX-80")
def test_the_figure_of_a_month_stands_in_the_customers_journal(cast: Cast, player: Player) -> None:
    bound(cast, "perplex-dbc")
    plan = planned(cast, player, every=86_400, made=at("2026-02-20 00:00"))
    for day in range(21, 29):
        backed_up(player, plan, f"2026-02-{day} 01:30")
    for day in range(1, 32):
        backed_up(player, plan, f"2026-03-{day:02d} 01:30")
    with player.at_work():
        reckon(by=cast.manager.actor, at=at("2026-04-02 03:00"))
        state_for(cast.merendaal.id, by=cast.manager.actor, at=at("2026-04-02 03:00"))
    with player.at_work():
        told = Figure.objects.get(tenant_id=cast.merendaal.id, told=True, indicator="continuity.backup.age")
        assert (told.last, told.numerator, told.denominator) == ("2026-03", 24 * HOUR, 1)
