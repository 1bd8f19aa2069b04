"""The product's clock: it follows the machine's, but never back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waarborg.plumbing.clock import Steady


class Machine:
    """A machine whose clock can be set while its seconds run on."""

    def __init__(self) -> None:
        self.shows, self.ran = 1_000_000.0, 50.0
        self.steady = Steady(lambda: self.shows, lambda: self.ran)

    def run(self, seconds: float) -> None:
        self.shows += seconds
        self.ran += seconds


def test_it_follows_the_machine() -> None:
    machine = Machine()
    machine.run(60)
    assert (machine.steady.now(), machine.steady.ahead()) == (1_000_060.0, 0.0)
    machine.shows += 3600
    assert machine.steady.now() == 1_003_660.0


def test_set_back_an_hour_it_goes_on_and_meets_the_machine_again() -> None:
    machine = Machine()
    machine.steady.now()
    machine.shows -= 3600
    machine.run(60)
    assert machine.steady.now() == pytest.approx(1_000_054.0)
    assert machine.steady.ahead() == pytest.approx(3594.0)
    machine.run(36_000)
    assert (machine.steady.now(), machine.steady.ahead()) == (machine.shows, 0.0)


def test_however_often_it_is_asked_it_says_the_same() -> None:
    often, once = Machine(), Machine()
    for machine in (often, once):
        machine.shows -= 600
    for _ in range(1000):
        often.run(1)
        often.steady.now()
    once.run(1000)
    assert often.steady.now() == pytest.approx(once.steady.now())


@given(st.lists(st.tuples(st.floats(0, 1e5), st.floats(-1e5, 1e5))))
def test_it_never_runs_back(happenings: list[tuple[float, float]]) -> None:
    machine, said = Machine(), 0.0
    for seconds, step in happenings:
        machine.run(seconds)
        machine.shows += step
        now = machine.steady.now()
        assert now >= said
        assert now >= machine.shows
        said = now
