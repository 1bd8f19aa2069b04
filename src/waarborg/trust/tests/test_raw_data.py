"""`verify --data`: what a figure was counted from fits the hash in the customer's journal, or the promise is named."""

import json
from pathlib import Path
from typing import Any

import pytest

from waarborg.kernel.canonical import sha256_hex
from waarborg.project.commandline import main
from waarborg.promises.rules.figures import RECORDED, Stated, words_of
from waarborg.trust.rules.faults import Wrong
from waarborg.trust.rules.raw_data import fits
from waarborg.trust.tests.measured import found, under
from waarborg.trust.tests.signed import Chain, changed, checked, payload, sealed

SUBJECT = ["promises.figure", "0198a000-0000-7000-c000-000000000001"]
LINES = [
    "29589120 60 600 300000000000 300000000000 0 30 30",
    "29589180 60 400 200000000000 200000000000 0 20 20",
]
PROMISE = "service.clients"


def stated(chain: Chain, good: int = 950, rows: tuple[str, ...] = ()) -> Chain:
    """The share of openings in April, stated in the night after it."""
    named = ("availability.window.open-time", "month", "customer", "Europe/Amsterdam", "2026-04", "2026-04")
    rows = rows or (f"data;{sha256_hex(chr(10).join(LINES).encode())}",)
    figure = Stated(*named, good, 1000, (("count", 1000),), "clients;share;<= 2 s", rows)
    chain.write("2026-05-01 03:40", RECORDED, SUBJECT, words_of(figure))
    return chain


@pytest.fixture
def april(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    under(monkeypatch, "perplex-dbc")
    return payload(stated(Chain()), at="2026-05-02 06:00")


def file(lines: list[str], promise: str = PROMISE) -> bytes:
    return json.dumps({"schema": "waarborg.data/1", "figures": [{"promise": promise, "lines": lines}]}).encode()


def fault_of(report: dict[str, Any], data: bytes) -> tuple[str, str]:
    with pytest.raises(Wrong) as caught:
        fits(report, data)
    return caught.value.fault, caught.value.say("nl")


def test_the_hash_and_the_sum_fit_what_the_report_says(april: dict[str, Any]) -> None:
    assert found(april, PROMISE)["verdict"] == "met"
    assert fits(april, file(LINES)) == (PROMISE,)


def test_one_slow_opening_less_in_the_data_is_named_with_both_hashes(april: dict[str, Any]) -> None:
    other = [LINES[0], LINES[1].replace("20 20", "19 19")]
    hashes = [sha256_hex("\n".join(one).encode()) for one in (LINES, other)]
    said = f"het rapport noemt {hashes[0]} (regel 2), niet {hashes[1]}."
    assert fault_of(april, file(other)) == ("data", f"Belofte {PROMISE}: de ruwe gegevens passen niet: {said}")


def test_a_figure_that_does_not_follow_from_its_own_data_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who states 960 good openings and hashes data with 950 is not helped by a journal that fits."""
    under(monkeypatch, "perplex-dbc")
    report = payload(stated(Chain(), good=960), at="2026-05-02 06:00")
    assert checked(report).number == report["number"]
    assert fault_of(report, file(LINES)) == (
        "data-figure", f"Belofte {PROMISE}: uit de ruwe gegevens volgt 950/1000, het rapport zegt 960/1000."
    )  # fmt: skip


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", "data-unreadable"), (b"[]", "data-unreadable"), (b'{"schema": "other/1"}', "data-unreadable"),
        (b'{"schema": "waarborg.data/1", "figures": [{"promise": "a", "lines": [1]}]}', "data-unreadable"),
        (b"[" * 100_000, "data-unreadable"), (file(LINES, "service.trajectories"), "data-missing"),
        (file([]), "data"),
    ],
)  # fmt: skip
def test_what_is_no_such_file_or_lacks_the_promise_is_said(april: dict[str, Any], data: bytes, fault: str) -> None:
    assert fault_of(april, data)[0] == fault


def test_a_line_that_names_its_data_by_no_hash_or_by_two_is_refused_without_the_data(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    under(monkeypatch, "perplex-dbc")
    for rows in (("data;abc",), (f"data;{'a' * 64}", f"data;{'b' * 64}")):
        report = payload(stated(Chain(), rows=rows), at="2026-05-02 06:00")
        with pytest.raises(Wrong) as caught:
            checked(report)
        assert (caught.value.fault, caught.value.params["promise"]) == ("data-hash", PROMISE)


def test_a_hash_that_is_changed_afterwards_no_longer_fits_the_line(april: dict[str, Any]) -> None:
    def change(report: dict[str, Any]) -> None:
        line = next(one for one in report["journal"]["others"] if one["kind"] == RECORDED)
        line["properties"]["row-001"] = f"data;{'0' * 64}"

    with pytest.raises(Wrong) as caught:
        checked(changed(april, change))
    assert (caught.value.fault, caught.value.params["line"]) == ("hash", 2)


def test_the_command_says_which_figures_were_counted_again_and_exits_1_at_what_does_not_fit(
    april: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report, data = tmp_path / "april.json", tmp_path / "data.json"
    report.write_bytes(sealed(april))
    data.write_bytes(file(LINES))
    assert main(["verify", str(report), "--data", str(data), "--lang", "nl"]) == 0
    assert f"ruwe gegevens nageteld, hash en cijfer kloppen: 1 ({PROMISE})" in capsys.readouterr().out
    assert main(["verify", str(report), "--data", str(data), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["data"] == [PROMISE]
    data.write_bytes(file(LINES[:1]))
    assert main(["verify", str(report), "--data", str(data), "--json", "--lang", "en"]) == 1
    assert json.loads(capsys.readouterr().out)["code"] == "trust.verify.data"
    assert main(["verify", str(report), "--data", str(tmp_path / "none.json")]) == 2
