"""Documents are looked through to their last corner, and hostile ones refused with a reason."""

import io
import json
import zipfile
from pathlib import Path

import openpyxl
import pytest
from django.core.management import CommandError, call_command
from openpyxl.comments import Comment
from openpyxl.worksheet.datavalidation import DataValidation
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from pypdf import PdfWriter
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import SimpleDocTemplate, Table

from cms.privacy.documents import Refused, scan_document

MOBILE = "13800138000"


def found(data: bytes, name: str) -> dict[str, str]:
    """Return findings by their text."""
    return {p.finding.text: p.where for p in scan_document(data, name)}


def workbook() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "王建国先生"
    sheet.append(["序号", "姓名", "家庭电话"])
    sheet.append([1, "李秀英", "0393-8123456"])
    sheet["D9"] = int(MOBILE)
    sheet["A2"].comment = Comment("打13900139000", "x")
    sheet.row_dimensions[2].hidden = True
    sheet.oddFooter.center.text = "制表人：李春梅"
    choice = DataValidation(type="list", formula1='"找13700137000,无"')
    choice.promptTitle = "回电13600136000"
    choice.add("E2")
    sheet.add_data_validation(choice)
    sheet["A4"].hyperlink = "tel:13500135000"
    hidden = book.create_sheet("旧表")
    hidden["C5"], hidden["D5"] = "户主姓名：", "周玉兰"
    hidden["B2"] = "身份证11010519491231002X"
    hidden.sheet_state = "hidden"
    book.properties.creator = "赵国强"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def document(body: str) -> bytes:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return zipped(
        {"word/document.xml": f'<w:document xmlns:w="{space}">{body}</w:document>'.encode()}
    )


def test_workbook_cells_comments_hidden_sheets_and_author() -> None:
    places = found(workbook(), "台账.xlsx")
    assert {MOBILE, "13900139000", "李秀英", "0393-8123456", "赵国强", "11010519491231002X"} <= set(
        places
    )
    assert {"李春梅", "13700137000", "13600136000", "13500135000", "周玉兰"} <= set(places)
    assert "D9" in places[MOBILE]
    assert "旧表" in places["11010519491231002X"]


def test_docx_number_over_several_runs_and_deleted_text() -> None:
    body = (
        "<w:p><w:r><w:t>电话1380</w:t></w:r><w:r><w:t>0138000</w:t></w:r></w:p>"
        "<w:p><w:del><w:r><w:delText>13900139000</w:delText></w:r></w:del></w:p>"
    )
    assert {MOBILE, "13900139000"} <= set(found(document(body), "a.docx"))


def cell(text: str, wide: str = "") -> str:
    return f"<w:tc>{wide}<w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"


def test_docx_tables_have_headings_and_what_stands_in_no_paragraph_is_read() -> None:
    wide = '<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>'
    rows = [
        cell("序号") + cell("反映情况", wide) + cell("姓名"),
        cell("1") + cell("漏水") + cell("二楼") + cell("邹巧云"),
        cell("户主姓名") + cell("缪建林") + cell("家庭电话：") + cell("8123456"),
    ]
    table = "".join(f"<w:tr>{row}</w:tr>" for row in rows)
    inside = f"<w:p><w:r><w:t>{MOBILE}</w:t></w:r></w:p>"
    boxed = f"<w:p><w:r><w:txbxContent>{inside}</w:txbxContent></w:r></w:p>"
    changed = '<w:p><w:ins w:author="王海霞"><w:r><w:t>已办</w:t></w:r></w:ins></w:p>'
    picture = '<w:p><w:docPr name="1" descr="回电13900139000"/></w:p>'

    places = found(document(f"<w:tbl>{table}</w:tbl>{boxed}{changed}{picture}"), "a.docx")

    expected = {"邹巧云", "缪建林", "8123456", MOBILE, "王海霞", "13900139000"}
    assert expected == places.keys()


def test_pivot_table_keeps_the_rows_that_were_deleted() -> None:
    field = '<cacheField name="姓名"><sharedItems><s v="邹巧云"/></sharedItems></cacheField>'
    cache = f"<pivotCacheDefinition>{field}</pivotCacheDefinition>".encode()
    with zipfile.ZipFile(io.BytesIO(workbook())) as book:
        members = {name: book.read(name) for name in book.namelist()}
    members["xl/pivotCache/pivotCacheDefinition1.xml"] = cache
    assert "邹巧云" in found(zipped(members), "a.xlsx")


@pytest.mark.parametrize(
    "part", ["header1", "footer2", "comments", "footnotes", "endnotes", "glossary/document"]
)
def test_every_part_of_a_docx_is_read_and_named(part: str) -> None:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    text = "<w:p><w:r><w:t>回电13900139000</w:t></w:r></w:p>"
    root = f'<w:part xmlns:w="{space}">{text}</w:part>'.encode()
    table = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>户主电话</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r>"
    table += f"<w:t>{MOBILE}</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    body = f'<w:document xmlns:w="{space}">{table}</w:document>'.encode()

    places = found(zipped({"word/document.xml": body, f"word/{part}.xml": root}), "a.docx")

    assert {MOBILE, "13900139000"} <= places.keys()
    assert places[MOBILE] != places["13900139000"]


def test_csv_in_gb18030_with_headings() -> None:
    data = "姓名,手机\n王建国,138 0013 8000\n".encode("gb18030")
    assert set(found(data, "a.csv")) == {"王建国", "138 0013 8000"}


def test_file_name_and_plain_text() -> None:
    assert found("没有".encode(), f"{MOBILE}.txt").keys() == {MOBILE}
    assert found(f"打{MOBILE}".encode(), "").keys() == {MOBILE}


def test_pdf_properties_and_notes() -> None:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.add_metadata({"/Title": f"回电{MOBILE}", "/Author": "王建国"})
    out = io.BytesIO()
    writer.write(out)
    assert {MOBILE, "王建国"} <= set(found(out.getvalue(), "a.pdf"))


def test_pdf_table_gives_its_cells_the_heads_of_their_columns() -> None:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    rows = [["序号", "姓名", "家庭电话"], ["1", "邹巧云", "8123456"], ["2", "缪建林", MOBILE]]
    out = io.BytesIO()
    font = [("FONT", (0, 0), (-1, -1), "STSong-Light")]
    SimpleDocTemplate(out).build([Table(rows, style=font)])
    assert found(out.getvalue(), "a.pdf").keys() >= {"邹巧云", "8123456", "缪建林", MOBILE}


def test_picture_place_owner_and_texts() -> None:
    exif = Image.Exif()
    exif[0x013B] = "Wang"
    exif[0x010E] = f"call {MOBILE}"
    exif.get_ifd(0x8825).update({1: "N", 2: (35.0, 45.0, 0.0)})
    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, "JPEG", exif=exif)
    kinds = {p.finding.kind for p in scan_document(out.getvalue(), "a.jpg")}
    assert kinds == {"device", "mobile", "location"}
    chunks = PngInfo()
    chunks.add_itxt("Comment", f"电话{MOBILE}")
    png = io.BytesIO()
    Image.new("RGB", (8, 8)).save(png, "PNG", pnginfo=chunks)
    assert MOBILE in found(png.getvalue(), "a.png")
    inside = zipped({"word/document.xml": b"<a/>", "word/media/image1.png": png.getvalue()})
    assert MOBILE in found(inside, "a.docx")


@pytest.mark.parametrize(
    "data",
    [
        zipped({"word/document.xml": b"0" * 40_000_000}),
        zipped({"other.bin": b"1"}),
        b"PK\x03\x04broken",
        b"%PDF-1.7 broken",
        b"\xff\xd8\xffbroken",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1old",
        b"\x00\x01\x02binary",
        zipped({"word/document.xml": b'<!DOCTYPE a [<!ENTITY b "bb">]><a>&b;</a>'}),
    ],
    ids=["bomb", "zip", "broken zip", "pdf", "jpeg", "doc", "binary", "entities"],
)
def test_hostile_files_are_refused_with_a_reason(data: bytes) -> None:
    with pytest.raises(Refused) as error:
        scan_document(data, "x")
    assert len(str(error.value)) > 10


@pytest.mark.django_db
def test_command_prints_findings(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "a.txt"
    file.write_text(f"打{MOBILE}", encoding="utf-8")
    call_command("privacy", "scan", str(file))
    assert "138****8000" in capsys.readouterr().out
    call_command("privacy", "scan", str(file), "--json")
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["kind"], row["start"], row["end"], row["mask"]) == ("mobile", 1, 12, "138****8000")
    with pytest.raises(CommandError):
        call_command("privacy", "scan", str(tmp_path / "none"))


@pytest.mark.django_db
def test_command_looks_through_several_files_and_its_exit_code_says_what_it_found(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clean, doubtful, private = (tmp_path / name for name in ("a.txt", "b.txt", "c.txt"))
    clean.write_text("路灯坏了", encoding="utf-8")
    doubtful.write_text("3号楼2单元漏水", encoding="utf-8")
    private.write_text(f"打{MOBILE}", encoding="utf-8")

    call_command("privacy", "scan", str(private))  # looked through: that is success
    call_command("privacy", "scan", str(clean), "--fail-on-findings")
    call_command("privacy", "scan", str(doubtful), "--fail-on-certain")
    for files, option in (
        ([clean, doubtful], "--fail-on-findings"),
        ([doubtful, private], "--fail-on-certain"),
    ):
        with pytest.raises(SystemExit) as ended:
            call_command("privacy", "scan", *map(str, files), option)
        assert ended.value.code == 3
    capsys.readouterr()

    with pytest.raises(CommandError, match="none"):
        call_command("privacy", "scan", str(tmp_path / "none"), str(private), "--json")
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["file"], row["text"]) == (str(private), MOBILE)
