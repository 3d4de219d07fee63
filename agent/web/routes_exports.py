"""Calls about files for other systems."""

from __future__ import annotations

import base64

from agent.web import answers, bodies
from agent.web.door import Door

MEDIA_TYPES = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def targets(door: Door, body: bodies.Nothing) -> answers.ExportTargets:
    """List the systems that a file can be written for."""
    return answers.ExportTargets(door.services.export.targets())


def write(door: Door, body: bodies.ExportWrite) -> answers.ExportFile:
    """Write the confirmed entries to a file; they then count as exported. What its file cannot say stays confirmed."""
    file = door.services.export.write(body.target, body.form)
    return answers.ExportFile(
        name=file.name,
        media_type=MEDIA_TYPES[body.form],
        data=base64.b64encode(file.data).decode(),
        entries=file.receipt.entries,
        left_out=file.left_out,
    )
