import io
import zipfile
from datetime import date, datetime

import openpyxl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cms.cases.ledger.office_format import write_ledger
from cms.clock import CHINA
from cms.tables.cleaning import clean_text, one_line

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "TRUE", "007", "1e5"]

alphabet = st.characters(codec="utf-8", exclude_characters="\ufffd")
paragraphs = st.one_of(st.sampled_from(FORMULAS), st.text(alphabet, max_size=60).map(clean_text))
words = st.one_of(st.sampled_from(FORMULAS), st.text(alphabet, max_size=20).map(one_line))
times = st.datetimes(datetime(1992, 1, 1), datetime(2020, 12, 31)).map(  # noqa: DTZ001
    lambda time: time.replace(microsecond=0, tzinfo=CHINA)
)
cases = st.fixed_dictionaries(
    {
        "received": times,
        "closed": st.none() | times,
        "satisfaction": st.sampled_from([None, "satisfied", "dissatisfied", "not_reached"]),
        "content": paragraphs.filter(bool),
        "measures": paragraphs,
        "remarks": paragraphs,
        "progress": st.lists(
            st.fixed_dictionaries(
                {
                    "date": st.none() | st.dates(date(1992, 1, 1), date(2020, 1, 1)),
                    "text": paragraphs.filter(bool),
                    "unit": st.sampled_from(["", "城管中队"]),
                }
            ),
            max_size=3,
        ),
        **dict.fromkeys(
            ["source", "reporter_name", "reporter_phone", "reporter_address", "area"], words
        ),
        **dict.fromkeys(["category", "unit", "responsible"], words),
    }
)


def numbered(rows):
    return [row | {"ledger_number": str(n)} for n, row in enumerate(rows, 1)]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.lists(cases, min_size=1, max_size=4).map(numbered))
def test_write_ledger_reads_back_the_same(tmp_path, read, rows):
    path = tmp_path / "out.xlsx"

    assert write_ledger(path, rows) == len(rows)
    good, bad = read(path)

    assert bad == []
    assert [{name: row.values[name] for name in rows[0]} for row in good] == rows


def test_write_ledger_texts_are_never_formulas():
    file = io.BytesIO()

    write_ledger(file, [{"content": text, "remarks": text} for text in FORMULAS])
    book = openpyxl.load_workbook(file)
    cells = [cell for row in book.active.iter_rows(min_row=2) for cell in row if cell.value]

    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.value for cell in cells[::2]] == FORMULAS
    assert [cell.quotePrefix for cell in cells[::2]] == [True] * 5 + [False] * 3
    with zipfile.ZipFile(file) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


def test_write_ledger_has_the_office_headers(tmp_path, office_headers):
    path = tmp_path / "out.xlsx"

    write_ledger(path, [])

    assert [cell.value for cell in openpyxl.load_workbook(path).active[1]] == office_headers


def test_write_ledger_text_longer_than_a_cell(tmp_path, read):
    path = tmp_path / "out.xlsx"
    text = "长𠮷" * 50_000
    row = {"ledger_number": "1", "received": datetime(2020, 1, 6, tzinfo=CHINA), "content": text}

    write_ledger(path, [row])
    sheet = openpyxl.load_workbook(path).active
    (good,), _bad = read(path)

    assert len(sheet["H2"].value.encode("utf-16-le")) // 2 <= 32_767
    assert good.values["content"] == text
