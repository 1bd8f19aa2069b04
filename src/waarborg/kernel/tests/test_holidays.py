from datetime import date

import holidays as library
import pytest

from waarborg.kernel.holidays import HOLIDAYS, PRESETS, UnknownPreset, dates, easter, name

YEARS = range(2014, 2051)
# The library calls these "public" too; no Dutch office closes for a Sunday, and Good Friday is an ordinary working day.
NOT_OFFICE_CLOSINGS = {"good-friday", "easter-sunday", "whit-sunday"}


def of_library(year):
    return set(library.country_holidays("NL", years=year, categories=("public",)))


@pytest.mark.parametrize("year", YEARS)
def test_nl_with_liberation_day_every_five_years_agrees_with_the_library(year):
    extra = {HOLIDAYS[key][0](year) for key in NOT_OFFICE_CLOSINGS}
    assert set(dates("NL+5mei5", year)) == of_library(year) - extra


@pytest.mark.parametrize("year", YEARS)
def test_target_agrees_with_the_library(year):
    assert set(dates("TARGET", year)) == set(library.financial_holidays("ECB", years=year))


@pytest.mark.parametrize("year", YEARS)
def test_the_statutory_list_adds_good_friday_and_each_5_may(year):
    assert set(dates("NL-ATW", year)) == {*dates("NL", year), HOLIDAYS["good-friday"][0](year), date(year, 5, 5)}


def test_nl_in_2026():
    assert dates("NL", 2026) == {
        date(2026, 1, 1): "new-year",
        date(2026, 4, 6): "easter-monday",
        date(2026, 4, 27): "kings-day",
        date(2026, 5, 14): "ascension-day",
        date(2026, 5, 25): "whit-monday",
        date(2026, 12, 25): "christmas-day",
        date(2026, 12, 26): "boxing-day",
    }


@pytest.mark.parametrize(("year", "day"), [(2024, 27), (2025, 26), (2026, 27), (2031, 26)])
def test_kings_day_moves_to_saturday_when_it_would_be_a_sunday(year, day):
    assert dates("NL", year)[date(year, 4, day)] == "kings-day"


def test_easter_agrees_with_dateutil_over_the_years_we_calculate_in():
    from dateutil.easter import easter as theirs

    assert [easter(year) for year in range(1970, 2201)] == [theirs(year) for year in range(1970, 2201)]


def test_holidays_have_names_in_both_languages():
    assert (name("easter-monday", "nl"), name("easter-monday", "en")) == ("Tweede Paasdag", "Easter Monday")
    assert all(name(key, lang) for key in HOLIDAYS for lang in ("nl", "en"))
    assert {key for keys in PRESETS.values() for key in keys} <= set(HOLIDAYS)


def test_an_unknown_preset_is_refused_with_the_known_ones():
    with pytest.raises(UnknownPreset) as refused:
        dates("BE", 2026)
    assert refused.value.way_out("en") == "Choose from NL, NL+5mei5, NL-ATW, TARGET, or write none."
