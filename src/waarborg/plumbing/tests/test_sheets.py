"""Lists as files: nothing in them is a formula, instants have their zone, and size costs no memory."""

import csv
import io
import re
import tracemalloc
import zipfile
from datetime import UTC, datetime
from decimal import Decimal
from itertools import repeat
from tempfile import TemporaryFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waarborg.plumbing.sheets import as_file, write_csv, write_xlsx
from waarborg.plumbing.sheets.write import guarded

AT = datetime(2026, 4, 7, 9, 42, 0, 5, tzinfo=UTC)
ROW = ("=1+1", 12, Decimal("1.50"), AT, None, "regel 1\nregel 2; \"'")


def written(rows: list[tuple[object, ...]]) -> list[list[str]]:
    out = io.BytesIO()
    write_csv(out, ["a", "b", "c", "d", "e", "f"], rows, zone="Europe/Amsterdam")  # type: ignore[arg-type]
    return list(csv.reader(io.StringIO(out.getvalue().decode("utf-8-sig"), newline="")))


def sheet(rows: list[tuple[object, ...]]) -> str:
    out = io.BytesIO()
    write_xlsx(out, ["a", "b"], rows, zone="Europe/Amsterdam", name="Meldingen: [1]")  # type: ignore[arg-type]
    with zipfile.ZipFile(out) as book:
        return book.read("xl/worksheets/sheet1.xml").decode()


def test_csv_has_offsets_and_guards_formulas() -> None:
    assert written([ROW])[1] == [
        "'=1+1", "12", "1.50", "2026-04-07T11:42:00+02:00", "", "regel 1\nregel 2; \"'",
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["=x", "+31 6", "-1", "@x", "\t=x", "\r=x", " =x", "＝x"])
def test_what_a_spreadsheet_would_run_gets_a_quote(text: str) -> None:
    assert guarded(text) == f"'{text}"


def test_a_workbook_holds_texts_as_texts_and_figures_as_figures() -> None:
    found = sheet([('=HYPERLINK("x")', 12), ("a\x00<b>", AT)])
    assert "<f>" not in found and "<f " not in found
    assert '<t xml:space="preserve">=HYPERLINK("x")</t>' in found
    assert "<c><v>12</v></c>" in found
    assert "a\N{REPLACEMENT CHARACTER}&lt;b&gt;" in found and "2026-04-07T11:42:00+02:00" in found


@given(st.lists(st.text(max_size=40), min_size=1, max_size=4))
def test_whatever_people_wrote_comes_back_and_is_no_formula(texts: list[str]) -> None:
    kept = [text.encode("utf-8", "replace").decode() for text in texts]
    [_head, row] = written([tuple(kept)])
    for text, cell in zip(kept, row, strict=True):
        assert cell in (text, f"'{text}")
        assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert not re.search("<f[ >]", sheet([tuple(kept)]))


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_hundred_thousand_rows_are_written_without_being_held(kind: str) -> None:
    write = write_csv if kind == "csv" else write_xlsx
    more = {"name": "x"} if kind == "xlsx" else {}
    with TemporaryFile() as out:
        write(out, ["a"] * 3, [ROW[:3]], zone="UTC", **more)
        tracemalloc.start()
        out.seek(0)
        write(out, ["a"] * 3, repeat(("tekst", 1, "M-00001"), 100_000), zone="UTC", **more)
        _now, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert peak < 8_000_000


def test_the_answer_is_a_download_that_nobody_keeps() -> None:
    answer = as_file("xlsx", "meldingen", ["a"], [("b",)], zone="UTC")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="meldingen.xlsx"'
    assert answer.headers["Cache-Control"] == "no-store"
    content = b"".join(answer)
    assert len(content) == int(answer.headers["Content-Length"])
    assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None
