"""Who gets a new version first: a tenth rounded up, the same customers every time, as agreement and ring say."""

from fractions import Fraction
from uuid import UUID

import pytest

from waarborg.releases.rules.waves import Customer, Terms, pick, place, quota, terms, wave_word

TENTH = Fraction(1, 10)
SALT = "superoffice"


def customers(many: int, *, ring: str = "general", before: dict[int, int] | None = None) -> list[Customer]:
    return [Customer(UUID(int=number), ring, (before or {}).get(number)) for number in range(1, many + 1)]


def first(found: dict[UUID, int]) -> set[int]:
    return {one.int for one, wave in found.items() if wave == 1}


@pytest.mark.clause("SO-32")
@pytest.mark.parametrize(
    ("many", "tenth"), [(0, 0), (1, 1), (9, 1), (10, 1), (11, 2), (47, 5), (50, 5), (51, 6), (1000, 100)]
)
def test_a_tenth_is_rounded_up(many: int, tenth: int) -> None:
    found = pick(customers(many), [TENTH], SALT)
    assert (quota(TENTH, many), len(first(found)), len(found)) == (tenth, tenth, many)


@pytest.mark.clause("SO-32")
def test_the_choice_is_by_rule_and_the_same_every_time() -> None:
    found = pick(customers(47), [TENTH], SALT)
    assert found == pick(reversed(customers(47)), [TENTH], SALT)
    assert first(found) == set(sorted(range(1, 48), key=lambda one: place(UUID(int=one), SALT))[:5])
    assert first(found) != first(pick(customers(47), [TENTH], "another salt"))


@pytest.mark.clause("SO-32")
def test_whoever_is_in_the_first_wave_stays_in_it_while_others_come_and_go() -> None:
    kept = first(pick(customers(47), [TENTH], SALT))
    before = {number: 1 if number in kept else 2 for number in range(1, 48)}
    grown = first(pick(customers(60, before=before), [TENTH], SALT))
    assert (kept < grown, len(grown)) == (True, 6)
    # Fewer customers make the tenth smaller; nobody is put out of it.
    left = [one for one in customers(47, before=before) if one.id.int in kept or one.id.int <= 20]
    assert first(pick(left, [TENTH], SALT)) == kept


def test_the_ring_comes_before_chance() -> None:
    early = [Customer(UUID(int=900 + number), "early") for number in range(2)]
    late = [Customer(UUID(int=800 + number), "late") for number in range(9)]
    found = first(pick([*customers(9), *late, *early], [TENTH], SALT))
    assert (len(found), {900, 901} <= found, any(800 <= one < 900 for one in found)) == (2, True, False)
    # Early customers take no more than the share.
    many = [Customer(UUID(int=900 + number), "early") for number in range(8)]
    found = first(pick([*customers(12), *many], [TENTH], SALT))
    assert (len(found), found <= set(range(900, 908))) == (2, True)


def test_who_asks_for_late_leaves_the_first_wave() -> None:
    known = [Customer(UUID(int=1), "late", 1), Customer(UUID(int=2), "general", 2)]
    assert pick(known, [TENTH], SALT) == {UUID(int=1): 2, UUID(int=2): 1}


@pytest.mark.clause("PX-112")
def test_more_waves_each_take_their_share_rounded_up_over_all_so_far() -> None:
    found = pick(customers(47), [TENTH, Fraction(3, 10)], SALT)
    sizes = [sum(wave == number for wave in found.values()) for number in (1, 2, 3)]
    assert sizes == [5, 14, 28]
    assert [wave_word(number) for number in (1, 2, 3)] == ["first", "rest", "rest"]


@pytest.mark.parametrize("shares", [[Fraction(0)], [Fraction(1)], [TENTH, Fraction(9, 10)], [Fraction(-1, 10)]])
def test_shares_leave_some_for_the_last_wave(shares: list[Fraction]) -> None:
    with pytest.raises(ValueError, match="shares"):
        pick(customers(10), shares, SALT)


def test_settings_of_the_agreed_method_are_read_or_refused() -> None:
    assert terms({"share": "10 %", "salt": "superoffice", "spread": "even"}) == Terms(TENTH, "superoffice")
    assert terms({"share": "2,5%"}) == Terms(Fraction(1, 40), "")
    for wrong in ({"share": "0 %"}, {"share": "100 %"}, {"share": "ten"}, {}, {"share": "10 %", "spread": "by-size"}):
        with pytest.raises(ValueError, match=r"share|spread"):
            terms(wrong)
