"""The one file that knows openpyxl. Text stays text, dates are dates, numbers are numbers, and nobody's name is in the file."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font

from agent.domain.export import ExportRow
from agent.export.cells import Cell
from agent.export.targets import Column, Target

TEXT_FORMAT = "@"
WIDEST = 60


def workbook_bytes(target: Target, rows: Sequence[ExportRow]) -> bytes:
    """Return rows as an XLSX workbook with one sheet."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Time entries"
    sheet.freeze_panes = "A2"
    for at, column in enumerate(target.columns, 1):
        head = sheet.cell(1, at, column.header)
        head.font = Font(bold=True)
        cells = [_fill(sheet.cell(line, at), column, row) for line, row in enumerate(rows, 2)]
        longest = max((len(str(cell)) for cell in cells if cell is not None), default=0)
        sheet.column_dimensions[head.column_letter].width = min(WIDEST, max(len(column.header), longest) + 2)
    if target.formats[0] != "xlsx":
        book.properties.description = target.note  # a reading copy says so itself
    book.properties.creator = ""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _fill(cell: Any, column: Column, row: ExportRow) -> Cell:
    written = column.cell(row)  # refuses what may not be written, for dates and numbers too
    value = column.value(row) if isinstance(column.value(row), dt.date) else written
    cell.value = float(value) if isinstance(value, Decimal) else value
    if isinstance(value, str):
        cell.data_type = "s"  # openpyxl takes a text that begins with = for a formula
        cell.number_format = TEXT_FORMAT
        cell._style.quotePrefix = 1  # and a spreadsheet must not take it for one later
    elif column.number_format:
        cell.number_format = column.number_format
    return written
