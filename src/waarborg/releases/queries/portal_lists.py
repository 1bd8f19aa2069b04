"""Releases and features as files (plumbing/sheets/lists.py)."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from waarborg.plumbing.sheets.lists import Asked, Offered, offer
from waarborg.plumbing.sheets.write import Cell
from waarborg.releases.permissions import READ, USE
from waarborg.releases.queries.changelog import published
from waarborg.releases.queries.features import of_customer
from waarborg.releases.queries.rollouts import of_customer as rollouts_of
from waarborg.releases.rules import kinds
from waarborg.releases.rules.features import call_impact, call_state
from waarborg.releases.rules.rollouts import call_state as call_rollout

MOST = 10_000


def _release_head() -> list[str]:
    return [_("Published at"), _("Version"), _("Kind"), _("Summary")]


def _releases(asked: Asked) -> Iterator[list[Cell]]:
    """With the words and the kind of the page."""
    for one in published(words=asked.shown.get("q", ""), kind=asked.shown.get("kind", "")[:20], limit=MOST):
        summary = one.summary_en if asked.lang == "en" and one.summary_en else one.summary_nl
        yield [one.published_at, one.version, kinds.call(one.kind, asked.lang), summary]


def _feature_head() -> list[str]:
    return [_("Feature"), _("What it means"), _("State"), _("Asked at"), _("Asked by"), _("Agreed at"), _("Agreed by")]


def _features(asked: Asked) -> Iterator[list[Cell]]:
    for one in of_customer(asked.tenant, at=asked.at):
        said = one.choice
        yield [
            one.feature.say(asked.lang), call_impact(one.feature.impact, asked.lang), call_state(one.state, asked.lang),
            said.asked_at if said else None, said.asked_name if said else "", said.consented_at if said else None,
            said.consented_name if said else "",
        ]  # fmt: skip


def _rollout_head() -> list[str]:
    return [_("Version"), _("State"), _("Your wave"), _("The wave begins at"), _("Began at"), _("Complete at")]


def _rollouts(asked: Asked) -> Iterator[list[Cell]]:
    for held, _waves, turn in rollouts_of(asked.tenant, at=asked.at):
        wave = turn.wave if turn else None
        yield [
            held.version, call_rollout(held.state, asked.lang), wave.number if wave else None,
            wave.starts_at if wave else None, turn.started_at if turn else None, turn.completed_at if turn else None,
        ]  # fmt: skip


offer(
    {
        "releases": Offered(gettext_lazy("what is new"), READ, _release_head, _releases),
        "rollouts": Offered(gettext_lazy("new versions"), READ, _rollout_head, _rollouts),
        "features": Offered(gettext_lazy("features"), USE, _feature_head, _features),
    }
)
