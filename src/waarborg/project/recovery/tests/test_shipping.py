"""Carrying off what changes: also while something else is being made."""

import time
from pathlib import Path

from pyrage import x25519

from waarborg.plumbing.embedded_postgres.layout import Layout
from waarborg.project.recovery import shipping
from waarborg.project.recovery.target import Target

RECIPIENT = x25519.Identity.generate().to_public()
SEGMENT, OTHER = f"{7:024X}", f"{8:024X}"


def test_what_changes_while_a_base_is_made_is_at_the_target_before_it_is_ready(tmp_path: Path) -> None:
    target, layout = Target(f"file://{tmp_path / 'target'}"), Layout(tmp_path / "here", 18)
    layout.archive.mkdir(parents=True)

    def made_once_it_is_there() -> bool:
        (layout.archive / SEGMENT).write_bytes(b"changes")
        until = time.monotonic() + 60
        while not shipping.brought(target, SEGMENT) and time.monotonic() < until:
            time.sleep(0.05)
        return shipping.brought(target, SEGMENT)

    assert shipping.shipping_beside(made_once_it_is_there, layout, target, RECIPIENT)


def test_a_segment_that_somebody_else_carried_off_meanwhile_is_no_trouble(tmp_path: Path) -> None:
    layout = Layout(tmp_path / "here", 18)
    layout.archive.mkdir(parents=True)
    for name in (SEGMENT, OTHER):
        (layout.archive / name).write_bytes(b"changes")

    class Shared(Target):
        def put(self, name, content, recipient):  # type: ignore[no-untyped-def]
            (layout.archive / OTHER).unlink()
            return super().put(name, content, recipient)

    assert shipping.ship_segments(layout, Shared(f"file://{tmp_path / 'target'}"), RECIPIENT) == [SEGMENT]
