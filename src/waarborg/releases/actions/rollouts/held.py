"""Holding the start of a wave to the agreements in force: refused in their words, with the first moment that can be."""

from collections.abc import Sequence
from datetime import datetime

from waarborg.kernel.instants import from_us, to_us
from waarborg.plumbing.templatetags.waarborg import zone_of
from waarborg.plumbing.web import wording
from waarborg.promises.rules.agreement.model import Agreement
from waarborg.releases.actions.rollouts.refusals import ByAgreement
from waarborg.releases.rules import agreed_waves as agreed


def hold(agreements: Sequence[Agreement], number: int, when: datetime, *, healthy: bool) -> None:
    """Wave `number` begins at `when`, the one before being well or not. Raises ByAgreement."""
    found = [one for agreement in agreements for one in agreed.asked(agreement, number)]
    broken = agreed.breached(found, to_us(when), healthy=healthy)
    if broken is None:
        return
    us = agreed.next_start(found, to_us(when))
    earliest = {"nl": "nooit", "en": "never"}
    if us is not None:
        earliest = {lang: wording.instant(from_us(us), lang, zone_of()) for lang in ("nl", "en")}
    raise ByAgreement(said=dict(broken.said), promise=broken.promise, earliest=earliest)
