"""The remarks a table's rows can earn: code, severity and sentence of each."""

from __future__ import annotations

from typing import Any, Literal

from cms.tables.errors import RowProblem, shown
from cms.translating import gettext_noop as _

ERRORS = {
    "missing": _("This cell is empty, but each row needs it. Fill it in."),
    "bad_time": _("This is no date. Write it as 2020-01-06 or 2020-01-06 12:09:38."),
    "no_year": _("This date has no year. Write it as 2020-01-06."),
    "future_time": _("This date lies in the future. Correct it."),
    "ancient_time": _("This date lies before 1992. Correct it."),
    "excel_error": _(
        "The spreadsheet shows an error here. Correct the formula or write the value."
    ),
    "formula_without_value": _(
        "The file holds a formula here but not its result. "
        "Open it in a spreadsheet program, save it and import it again."
    ),
    "broken_quotes": _(
        "The quotation marks of this line do not match (line %(line)d of the file). "
        "Double each quotation mark inside a text, or remove it."
    ),
    "too_many_cells": _(
        "This row has %(cells)d cells, the header only %(headers)d. "
        "A separator stands inside a text: put that text in quotation marks."
    ),
    "number_used_twice": _(
        "Row %(other)d has the same number but another content. "
        "Give one of them another number, or delete the wrong one."
    ),
    "damaged_text": _(
        "Some characters of this cell were already damaged in the file. Type them again."
    ),
}

WARNINGS = {
    "possible_duplicate": _("This may be a duplicate of row %(other)d: its content is the same."),
    "repeated_row": _("This row repeats row %(other)d and was read once."),
    "too_few_cells": _(
        "This row has %(cells)d cells, the header %(headers)d. The missing ones are taken as empty."
    ),
    "precision_lost": _(
        "The spreadsheet kept this long number as a rounded one. "
        "Format the column as text and type the number again."
    ),
    "control_characters": _("This cell held invisible control characters; they were removed."),
    "merged_cells": _("Merged cells: the value was taken over from row %(other)d."),
    "hidden_rows": _("%(count)d hidden rows are read too. The first is row %(first)d."),
    "hidden_columns": _("Hidden columns are read too: %(columns)s."),
    "blank_header": _("Column %(letters)s has no header; it is called %(name)s here."),
    "repeated_header": _("The header “%(header)s” stands here twice; this one is called %(name)s."),
    "outside_table": _("Column %(letters)s lies outside the header and is not read."),
    "shortened": _("This text was cut to %(limit)d characters."),
    "unknown_word": _("This word is not known here and was left out. Known words: %(known)s."),
    "closed_before_received": _("The case was closed before it was received. Check both dates."),
    "other_sheets": _("Only the sheet “%(read)s” is read. Other sheets: %(others)s."),
    "encoding_damaged": _(
        "Some characters of the file do not fit its encoding (%(encoding)s). "
        "They are shown as � and need to be typed again."
    ),
}


def problem(
    code: str, *, sheet: str, row: int, column: str = "", value: object = "", **params: Any
) -> RowProblem:
    """Return the remark ``code``, quoting ``value``; its severity follows from the code."""
    severity: Literal["error", "warning"] = "error" if code in ERRORS else "warning"
    msgid = ERRORS.get(code) or WARNINGS[code]
    return RowProblem(sheet, row, column, shown(value), code, msgid, params, severity)
