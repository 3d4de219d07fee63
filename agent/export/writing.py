"""Rows of a target as the bytes of a file."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from agent.domain.export import ExportRow
from agent.export.errors import UnknownTarget
from agent.export.targets import Target, target
from agent.export.workbook import workbook_bytes

BOM = "\ufeff"


def write_rows(target_id: str, form: str, rows: Sequence[ExportRow]) -> bytes:
    """Return the file of a target in a form ("csv" or "xlsx"). Raise UnknownTarget or RowRefused; nothing is half written."""
    wanted = target(target_id)
    if form not in wanted.formats:
        raise UnknownTarget(f"{wanted.title} is not written as {form}")
    for row in rows:
        wanted.admit(row)
    return workbook_bytes(wanted, rows) if form == "xlsx" else _csv_bytes(wanted, rows)


def _csv_bytes(wanted: Target, rows: Sequence[ExportRow]) -> bytes:
    """CRLF and minimal quotes. A byte order mark only where Excel needs it: an importer may read it into the first header."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([c.header for c in wanted.columns])
    for row in rows:
        writer.writerow(["" if (cell := c.cell(row)) is None else str(cell) for c in wanted.columns])
    whole = text.getvalue()
    return (whole if whole.isascii() else BOM + whole).encode("utf-8")
