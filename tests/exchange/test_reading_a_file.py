"""A file becomes a table of cells, or one sentence that says what to do."""

import csv as stdlib
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waveback.exchange import csv

LIST = "First name,Last name\nChloé,Lefèvre\nSøren,Kierkegaard\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
def test_the_usual_encodings_are_recognised(encoding):
    table = csv.read(LIST.encode(encoding))

    assert table.titles == ("First name", "Last name")
    assert [row.cells for row in table.rows] == [("Chloé", "Lefèvre"), ("Søren", "Kierkegaard")]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_the_usual_delimiters_and_line_endings_are_recognised(delimiter, ending):
    text = LIST.replace(",", delimiter).replace("\n", ending)

    assert [row.cells for row in csv.read(text.encode()).rows] == [("Chloé", "Lefèvre"), ("Søren", "Kierkegaard")]


def test_the_separator_line_of_excel_is_not_a_title_and_keeps_the_line_numbers():
    table = csv.read(b"sep=;\r\nName;Born\r\nMara;1988-03-04\r\n")

    assert table.titles == ("Name", "Born")
    assert table.rows[0].line == 3


def test_a_row_is_numbered_by_the_line_it_begins_in_even_after_a_cell_of_several_lines_and_an_empty_line():
    table = csv.read(b'Name,Note\nMara,"one\ntwo"\n\nDaniel,x\n')

    assert [(row.line, row.cells[0]) for row in table.rows] == [(2, "Mara"), (5, "Daniel")]


def test_a_row_with_too_few_cells_is_filled_and_one_with_too_many_is_told():
    table = csv.read(b"First,Last,Phone\nMara,Lindqvist\nDaniel,Okafor,1,2\nPriya,Raman,3,,\n")

    assert table.rows[0].cells == ("Mara", "Lindqvist", "")
    assert "4 cells and the first line names 3" in (table.rows[1].broken or "")
    assert table.rows[2].cells == ("Priya", "Raman", "3")


def test_a_quotation_mark_that_never_closes_is_told_with_its_line_and_the_rows_before_it_stay():
    table = csv.read(b'First,Last\nMara,Lindqvist\n"Daniel,Okafor\nPriya,Raman\n')

    assert [row.line for row in table.rows] == [2, 3]
    assert "never closes" in (table.rows[1].broken or "")


def test_a_stray_quotation_mark_spoils_its_own_row_only():
    table = csv.read(b'First,Last\n"Mara"x,Lindqvist\nPriya,Raman\n')

    assert [row.broken is None for row in table.rows] == [False, True]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b" \r\n ", "empty"),
        (b"PK\x03\x04rest of a workbook", "CSV (UTF-8)"),
        (b"\xd0\xcf\x11\xe0rest", "older Excel"),
        (b"%PDF-1.7", "PDF"),
        (b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", "a calendar"),
        (b"\xef\xbb\xbfBEGIN:VCARD\nVERSION:4.0\n", "address cards"),
        (b"Name\nMa\0ra\n", "other than text"),
        (b"Name,x\n" + b"\x81\x8d\x8f\n", "other than text"),
        (b",,,\nMara,,,\n", "must name the columns"),
        (b"Mara,m0@example.org\n", "holds a person already"),
        (b"Name\n" + b"M\n" * 10_001, "10,000 rows"),
        (b"x" * (5 * 1024 * 1024 + 1), "5 MB"),
        (b",".join(b"c%d" % i for i in range(101)), "100 columns"),
    ],
)
def test_what_is_no_list_is_refused_with_a_sentence_that_says_what_to_do(content, said):
    with pytest.raises(csv.NotAList, match=said.replace("(", r"\(").replace(")", r"\)")):
        csv.read(content)


def test_ten_thousand_rows_are_read():
    assert len(csv.read(b"Name\n" + b"M\n" * 10_000).rows) == 10_000


def test_titles_that_differ_only_in_capitals_and_spaces_have_one_fingerprint():
    assert csv.fingerprint(["First Name", "E-mail"]) == csv.fingerprint([" first  name", "e-Mail"])
    assert csv.fingerprint(["First Name", "E-mail"]) != csv.fingerprint(["E-mail", "First Name"])


@given(st.lists(st.lists(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\0")), min_size=2)))
def test_no_cell_that_is_written_begins_like_a_formula(rows):
    text = csv.written(["Line", "What to do"], rows)

    cells = [cell for row in stdlib.reader(io.StringIO(text, newline="")) for cell in row]
    assert not any(csv.starts_like_a_formula(cell) for cell in cells)


@given(st.binary(max_size=400))
def test_any_bytes_give_a_table_or_a_sentence(content):
    said = None
    try:
        table = csv.read(content)
    except csv.NotAList as error:
        said, table = str(error), csv.Table((), ())

    assert said is None or said.endswith(".")
    assert all(row.broken or len(row.cells) == len(table.titles) for row in table.rows)
