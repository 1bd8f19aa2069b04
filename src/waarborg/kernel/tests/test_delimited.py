"""Tables in text as spreadsheets write them."""

import pytest

from waarborg.kernel import delimited
from waarborg.kernel.delimited import IsSpreadsheet, NoHeadings, NotText, OpenQuote, TooManyLines, read

TABLE = "Naam;Plaats\r\nZorggroep Café;Zwolle\r\nThuiszorg “De Brug”;’s-Heerenberg\r\n"
CELLS = [("Zorggroep Café", "Zwolle"), ("Thuiszorg “De Brug”", "’s-Heerenberg")]


@pytest.mark.parametrize(
    ("codec", "said"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("cp1252", "Windows-1252"),
    ],
)
def test_the_code_is_recognised(codec: str, said: str) -> None:
    table = read(TABLE.encode(codec))
    assert (table.encoding, table.delimiter, table.headings) == (said, ";", ("Naam", "Plaats"))
    assert [line.cells for line in table.lines] == CELLS


@pytest.mark.parametrize("sign", [";", ",", "\t"])
def test_the_delimiter_is_recognised_also_where_others_stand_in_texts(sign: str) -> None:
    text = f'Naam{sign}Plaats{sign}Noot\nA{sign}Zwolle{sign}"een; twee, drie\tvier"\nB{sign}Ede{sign}\n'
    table = read(text.encode())
    assert table.delimiter == sign
    assert table.lines[0].cells == ("A", "Zwolle", "een; twee, drie\tvier")


def test_a_first_line_may_say_the_delimiter() -> None:
    table = read(b"sep=,\r\na;b,c\r\n1;2,3\r\n")
    assert (table.delimiter, table.headings, table.lines[0].number) == (",", ("a;b", "c"), 3)


def test_lines_are_numbered_as_an_editor_numbers_them() -> None:
    table = read(b'Overzicht klanten;;\n\nnaam;noot;x\nA;"twee\nregels";\n;;\nB;;y\n')
    assert (table.heading_line, [line.number for line in table.lines]) == (3, [4, 7])


def test_a_merged_heading_leaves_an_empty_one() -> None:
    assert read(b"naam;;plaats\nA;x;B\n").headings == ("naam", "", "plaats")


@pytest.mark.parametrize("head", [b"PK\x03\x04rest", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
def test_a_workbook_is_told_apart_with_the_way_out(head: bytes) -> None:
    with pytest.raises(IsSpreadsheet) as refused:
        read(head)
    assert "Hef samengevoegde cellen op" in str(refused.value.way_out("nl"))


def test_a_byte_that_no_code_knows_is_named_with_its_line() -> None:
    with pytest.raises(NotText) as refused:
        read(b"naam;plaats\nA;B\nC;\x81\n")
    assert refused.value.say("en") == "Line 3 cannot be read as Windows-1252."


def test_half_a_utf16_file_is_refused() -> None:
    with pytest.raises(NotText):
        read(TABLE.encode("utf-16")[:-1])


def test_an_open_quotation_mark_is_named_with_the_line_on_which_it_begins() -> None:
    with pytest.raises(OpenQuote) as refused:
        read(b'naam;plaats\nA;B\nC;"Zwolle\nD;E\n')
    assert refused.value.params["line"] == 3


@pytest.mark.parametrize("content", [b"", b"\n\n", b"naam\nA\n", b"naam;plaats\n", b";;;\n;;\n"])
def test_what_holds_no_table_is_refused(content: bytes) -> None:
    with pytest.raises(NoHeadings):
        read(content)


def test_the_number_of_lines_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delimited, "MOST_LINES", 2)
    with pytest.raises(TooManyLines):
        read(b"a;b\n1;2\n3;4\n5;6\n")
