"""The certificate as PDF, with a QR code that leads to its public record.

What it says is what 志愿服务记录与证明出具办法（试行）(民政部令第67号) asks for: the
volunteer's name, time and content of the service, and who recorded it; the number,
the day of issue and a place for the seal. There is no identity number.

The text is set in STSong-Light, one of the fonts that PDF readers know by name
(Adobe-GB1), so that no font file is needed; every reader has a face for it.
"""

from __future__ import annotations

import io
from typing import Any

import segno
from django.conf import settings
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from cms.settings import environment
from cms.volunteers.certificates.models import Certificate

_FONT = "STSong-Light"
_LEFT, _RIGHT, _LABEL = 30 * mm, 180 * mm, 34 * mm
_QR = 34 * mm


def address(certificate: Certificate) -> str:
    """Return the public address of the certificate's record, "" while the site has none."""
    number = certificate.number
    path = f"certificates/{number[:4]}/{number[4:6]}/{number}.html"
    base = environment.read("SITE_URL").rstrip("/")
    return f"{base}/{path}" if base else ""


def pdf(certificate: Certificate) -> bytes:
    """Return the PDF, one A4 page; the same certificate gives the same bytes."""
    pdfmetrics.registerFont(UnicodeCIDFont(_FONT))
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4, invariant=1)
    canvas.setTitle(f"志愿服务记录证明 {certificate.number}")
    canvas.setAuthor(settings.WAGTAIL_SITE_NAME)
    canvas.rect(18 * mm, 18 * mm, A4[0] - 36 * mm, A4[1] - 36 * mm)
    canvas.setFont(_FONT, 26)
    canvas.drawCentredString(A4[0] / 2, 250 * mm, "志愿服务记录证明")
    canvas.setFont(_FONT, 11)
    canvas.drawRightString(_RIGHT, 240 * mm, f"编号 {certificate.number}")
    top = _rows(canvas, certificate, 226 * mm)
    _foot(canvas, certificate, top)
    canvas.showPage()
    canvas.save()
    return file.getvalue()


def _rows(canvas: Canvas, certificate: Certificate, top: float) -> float:
    said = [
        ("志愿者姓名", _plain(certificate.name)),
        ("志愿者编号", certificate.member.number),
        ("所在队伍", certificate.team.title),
        ("服务起止", f"{certificate.first:%Y年%m月%d日} 至 {certificate.last:%Y年%m月%d日}"),
        ("服务次数", f"{certificate.services}次"),
        ("服务时长", _hours(certificate.minutes)),
        (
            "其中",
            f"信用时（签到）{_hours(certificate.credit_minutes)}，"
            f"荣誉时（录入）{_hours(certificate.honour_minutes)}",
        ),
        ("服务内容", certificate.kinds),
        ("记录单位", f"{certificate.area.name}（{settings.WAGTAIL_SITE_NAME}）"),
    ]
    for label, text in said:
        canvas.setFont(_FONT, 13)
        canvas.drawString(_LEFT, top, label)
        for line in _wrapped(text, 13, _RIGHT - _LEFT - _LABEL):
            canvas.drawString(_LEFT + _LABEL, top, line)
            top -= 8 * mm
        top -= 3 * mm
    return top


def _foot(canvas: Canvas, certificate: Certificate, top: float) -> None:
    canvas.setFont(_FONT, 12)
    canvas.drawString(_LEFT, top - 4 * mm, "以上时长由第二人核对确认，与公开记录一致。特此证明。")
    base = 40 * mm
    beside = _where(canvas, address(certificate), base)
    canvas.setFont(_FONT, 10)
    canvas.drawString(beside, base + 8 * mm, f"核验码 {_spaced(certificate.code)}")
    canvas.drawString(beside, base + 2 * mm, f"经办人 {certificate.issued_by}")
    canvas.setFont(_FONT, 12)
    canvas.drawRightString(_RIGHT, 88 * mm, "出具单位（盖章）：                    ")
    canvas.drawRightString(_RIGHT, 80 * mm, f"{certificate.issued:%Y年%m月%d日}")


def _where(canvas: Canvas, url: str, base: float) -> float:
    """Draw where the paper is checked; return how far to the right the code goes on."""
    canvas.setFont(_FONT, 10)
    if not url:
        told = "在本单位公开网站的“志愿服务记录证明”页填编号、姓名和核验码核验。"
        canvas.drawString(_LEFT, base + 26 * mm, told)
        return _LEFT
    _qr(canvas, url, _LEFT, base)
    beside = _LEFT + _QR + 6 * mm
    canvas.drawString(beside, base + 26 * mm, "扫码，或打开下面的网页，填姓名和核验码核验：")
    canvas.setFont(_FONT, 8)
    for step, line in enumerate(_wrapped(url, 8, _RIGHT - beside)):
        canvas.drawString(beside, base + 21 * mm - step * 4 * mm, line)
    return beside


def _qr(canvas: Canvas, text: str, left: float, base: float) -> None:
    """Draw the code as squares: sharp at any size, and no picture in the file."""
    rows = list(segno.make(text, error="m", micro=False).matrix_iter(border=4))
    side = _QR / len(rows)
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            if dark:
                canvas.rect(
                    left + x * side, base + _QR - (y + 1) * side, side, side, stroke=0, fill=1
                )


def _wrapped(text: str, size: int, width: float) -> list[str]:
    lines = [""]
    for sign in text:
        if pdfmetrics.stringWidth(lines[-1] + sign, _FONT, size) > width:
            lines.append("")
        lines[-1] += sign
    return lines


def _plain(name: str) -> str:
    """Return a name as the font can set it: rare characters beyond it become 〓."""
    return "".join(sign if ord(sign) < 0x10000 else "〓" for sign in name)


def _spaced(code: str) -> str:
    return " ".join(code[at : at + 4] for at in range(0, len(code), 4))


def _hours(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    return f"{hours}小时{rest}分钟" if rest else f"{hours}小时"


def told(certificate: Certificate) -> dict[str, Any]:
    """Return what the command says of a certificate, as JSON-ready values."""
    return {
        "number": certificate.number,
        "member": certificate.member.number,
        "services": certificate.services,
        "minutes": certificate.minutes,
        "first": certificate.first.isoformat(),
        "last": certificate.last.isoformat(),
        "url": address(certificate),
    }
