"""Plain texts of records as HTML shows them."""

from __future__ import annotations


def paragraphs(text: str) -> list[str]:
    """Split a plain text into its paragraphs, without empty ones."""
    if "\n" not in text:
        return [text] if text.strip() else []
    return [line for part in text.split("\n") if (line := part.strip())]
