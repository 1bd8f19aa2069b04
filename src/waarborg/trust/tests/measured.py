"""Journals under a profile of which a measure over clocks is the question; made and checked without a database."""

import copy
import json
from typing import Any

import pytest

from waarborg.kernel.canonical import canonical_json, sha256_hex
from waarborg.promises.profiles import profile
from waarborg.promises.rules.agreement import canonical, load, sha256_of
from waarborg.promises.rules.registry import known
from waarborg.trust.tests import signed


def under(monkeypatch: pytest.MonkeyPatch, name: str, **more: dict[str, Any]) -> None:
    """Let `signed` make its reports under another profile; `more` are promises added to it, or changed."""
    loaded = load(profile(name), name=f"{name}.yaml", registry=known()).require()
    content = copy.deepcopy(json.loads(canonical(loaded)))
    for promise, block in more.items():
        content["promises"][promise.replace("__", ".").replace("_", "-")] = block
    sha256 = sha256_hex(canonical_json(content)) if more else sha256_of(loaded)
    name_of = {"agreement": loaded.agreement, "version": loaded.version, "sha256": sha256}
    bound = {key: signed.agreement()[key] for key in ("since", "until", "published_at")}
    made = bound | name_of | {"content": content}
    monkeypatch.setattr(signed, "agreement", lambda: made)


def found(report: dict[str, Any], promise: str) -> dict[str, Any]:
    return next(one for one in report["promises"] if one["id"] == promise)
