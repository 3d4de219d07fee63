"""What can go wrong when a file is written.

ExportError
  |- UnknownTarget    no such system, or not in that form
  `- RowRefused       a row that another system would misread; nothing was written
"""

from __future__ import annotations

from agent.errors import TenthError


class ExportError(TenthError):
    """The file was not written; the entries stay confirmed here."""

    code = "export_failed"
    status = 422
    hint = "Correct the entry named here, then export again."


class UnknownTarget(ExportError):
    """No such system, or it does not take that form."""

    code = "unknown_target"
    status = 400
    hint = (
        "Targets: clio-csv, clio-lexunits, actionstep, leap, smokeball, generic; files end in .csv or .xlsx."
    )


class RowRefused(ExportError):
    """A value that a spreadsheet or an importer would misread."""

    code = "row_refused"
