"""QR codes on pages that are meant to be printed."""

from __future__ import annotations

import segno


def qr_svg(url: str) -> str:
    """Return a QR code of ``url`` as SVG without a size of its own."""
    # Trying all eight masks takes eight times as long, and a reader takes any of them back.
    code = segno.make(url, error="m", micro=False, mask=0)
    return code.svg_inline(border=2, omitsize=True, svgclass="qr", lineclass=None)
