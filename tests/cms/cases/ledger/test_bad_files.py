"""Files that are no ledgers, or worse. Each gives one clear sentence."""

import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cms.cases.ledger.opening import open_ledger
from cms.tables.errors import TableError

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
BIG = 1_000_000_000


def refusal(path):
    with pytest.raises(TableError) as caught:
        list(open_ledger(path).rows())
    sentence = caught.value.message(lambda text: text)
    assert path.name in sentence
    assert "%(" not in sentence
    return sentence


def test_bad_file_empty(make_csv):
    assert "is empty" in refusal(make_csv(b"", name="a.xlsx"))


def test_bad_file_missing(tmp_path):
    assert "cannot be opened" in refusal(tmp_path / "none.xlsx")


def test_bad_file_folder(tmp_path):
    assert "cannot be opened" in refusal(tmp_path)


def test_bad_file_old_format(make_csv):
    assert ".xlsx" in refusal(make_csv(OLE, name="a.xls"))


def test_bad_file_with_password(make_csv):
    data = OLE + "EncryptedPackage".encode("utf-16-le")

    assert "password" in refusal(make_csv(data, name="a.xlsx"))


def test_bad_file_text_called_xlsx(make_csv):
    assert "no workbook" in refusal(make_csv("你好", name="a.xlsx"))


def test_bad_file_picture(make_csv):
    assert "no ledger" in refusal(make_csv(b"\x89PNG\r\n\x1a\n", name="a.csv"))


def test_bad_file_zip_of_something_else(tmp_path):
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "a")

    assert "no workbook" in refusal(path)


@pytest.mark.parametrize("part", ["xl/workbook.bin", "content.xml"])
def test_bad_file_other_spreadsheet(tmp_path, part):
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(part, "a")

    assert "Save it as .xlsx" in refusal(path)


def test_bad_file_cut_short(make_xlsx, board, message):
    path = make_xlsx([board, message()])
    path.write_bytes(path.read_bytes()[:-100])

    assert "damaged" in refusal(path)


def test_bad_file_wrong_bytes_inside(make_xlsx, board, message):
    path = make_xlsx([board] + [message(n) for n in range(300)])
    with zipfile.ZipFile(path) as archive:
        info = archive.getinfo("xl/worksheets/sheet1.xml")
    data = bytearray(path.read_bytes())
    middle = info.header_offset + 60 + info.compress_size // 2
    data[middle : middle + 20] = bytes(20)
    path.write_bytes(data)

    assert "damaged" in refusal(path)


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="A2" t="s"><v>99</v></c>',
        '<c r="A2" t="s"><v>x</v></c>',
        '<c r="$2"><v>1</v></c>',
        '<c r="AAAA2"><v>1</v></c>',
        "<c r='A2'><v>1</c>",
    ],
)
def test_bad_file_xml_that_makes_no_sense(make_raw_xlsx, cell):
    head = '<row r="1"><c r="A1" t="str"><v>留言详情</v></c><c r="B1" t="str"><v>b</v></c></row>'
    sheet = f'<worksheet><sheetData>{head}<row r="2">{cell}</row></sheetData></worksheet>'

    assert "damaged" in refusal(make_raw_xlsx(sheet))


def test_bad_file_entity_bomb(make_raw_xlsx):
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<!DOCTYPE sst [<!ENTITY e0 "lol">{entities}]><sst><si><t>&e11;</t></si></sst>'
    row = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
    sheet = f"<worksheet><sheetData>{row}</sheetData></worksheet>"

    assert "DOCTYPE" in refusal(make_raw_xlsx(sheet, bomb))


def bomb(path, size, declared=None):
    """Write a workbook whose sheet unpacks to ``size`` bytes; it may lie about that."""
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        with archive.open("xl/worksheets/s.xml", "w", force_zip64=True) as part:
            part.write(b"<worksheet><sheetData>")
            for _ in range(size // (1 << 20)):
                part.write(b"<row r='1'/>" + b" " * ((1 << 20) - 12))
        if declared is not None:
            archive.getinfo("xl/worksheets/s.xml").file_size = declared


@pytest.fixture
def shell(make_raw_xlsx, tmp_path):
    """Return a workbook that lacks its sheet."""
    whole = make_raw_xlsx("", name="whole.xlsx")
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            if not name.endswith("s.xml") or "sheets" not in name:
                new.writestr(name, old.read(name))
    return path


def test_bad_file_bomb_is_refused_unopened(shell):
    bomb(shell, 200 << 20)

    assert "209 MB" in refusal(shell)


def test_bad_file_bomb_of_a_gigabyte_by_its_own_word(shell):
    bomb(shell, 1 << 20, declared=BIG)

    assert "1000 MB" in refusal(shell)


def test_bad_file_bomb_that_lies_is_cut_off(shell):
    bomb(shell, 80 << 20, declared=1000)

    assert "damaged" in refusal(shell)


def test_bad_file_one_cell_without_end(make_raw_xlsx):
    text = "a" * (20 << 20)
    sheet = f'<worksheet><sheetData><row r="1"><c r="A1" t="str"><v>{text}</v></c></row>'

    assert "too long" in refusal(make_raw_xlsx(sheet))


fuzzed = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


def survives(path):
    try:
        ledger = open_ledger(path)
        list(ledger.rows())
    except TableError as error:
        assert str(error)


@fuzzed
@given(
    st.one_of(
        st.binary(max_size=300),
        st.text(alphabet=',;"\t\r\n\0留言详情a1', max_size=200).map(str.encode),
        st.text(max_size=100).map(lambda t: t.encode("utf-16")),
        st.text(max_size=100).map(lambda t: t.encode("gb18030")),
    ),
    st.sampled_from([".csv", ".xlsx", ".xls", ""]),
)
def test_any_bytes_give_rows_or_a_sentence(tmp_path, data, suffix):
    path = tmp_path / f"any{suffix}"
    path.write_bytes(data)

    survives(path)


@fuzzed
@given(st.data())
def test_any_change_to_a_workbook_gives_rows_or_a_sentence(tmp_path, make_xlsx, data):
    whole = tmp_path / "whole.xlsx"
    if not whole.exists():
        make_xlsx([["留言详情", "留言时间"], ["灯", 43836]], name="whole.xlsx")
    content = bytearray(whole.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path / "changed.xlsx"
    path.write_bytes(content)

    survives(path)


TAGS = [
    *["<row r='1'>", '<row r="2">', "</row>", '<c r="A1">', '<c r="B2" t="s">', "</c>", "<v>"],
    *["</v>", "<is><t>", "</t></is>", "<f>", "</f>", "0", "灯", "&lt;", "<!--", "-->"],
    *["<![CDATA[", "]]>", '<mergeCell ref="A1:B2"/>', '<c r="A1"/>', '<row r="99999999">'],
    *["<row/>", "</sheetData>"],
]
tag = st.sampled_from(TAGS)


@fuzzed
@given(st.lists(tag, max_size=25).map("".join))
def test_any_sheet_gives_rows_or_a_sentence(make_raw_xlsx, xml):
    strings = "<sst><si><t>留言详情</t></si></sst>"

    survives(make_raw_xlsx(f"<worksheet><sheetData>{xml}", strings))
