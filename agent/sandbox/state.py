"""The state file: everything that happened to an invented firm, so that it survives a restart or a kill.

The firm itself is invented anew from its seed and size; the file holds only what changed since, the credentials and the
grants. It is replaced in one step, so a reader sees the old state or the new one.
"""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from pathlib import Path
from typing import Any

from agent.sandbox.firm import Firm
from agent.sandbox.office import Office

FORMAT = 1


class WrongState(Exception):
    """The state file belongs to another firm, or to another version of this program."""


def save(path: Path, office: Office, *, seed: int, matters: int) -> None:
    """Write the state, whole or not at all."""
    firm = office.firm
    document = {
        "format": FORMAT,
        "seed": seed,
        "matters": matters,
        "client_id": office.client_id,
        "client_secret": office.client_secret,
        "billing": firm.billing,
        "next_ids": firm.next_ids,
        "touched": firm.touched,
        "grants": office.grants.saved(),
    }
    _replace(path, json.dumps(document, ensure_ascii=False))


def load(path: Path, office: Office, *, seed: int, matters: int) -> None:
    """Lay a saved state over a freshly invented firm; WrongState when it was another one."""
    document = json.loads(path.read_text(encoding="utf-8"))
    if (document["format"], document["seed"], document["matters"]) != (FORMAT, seed, matters):
        raise WrongState(
            "the state file belongs to another firm: use the same --seed and --matters, or a new file"
        )
    office.client_id, office.client_secret = document["client_id"], document["client_secret"]
    _restore_firm(office.firm, document)
    office.grants.restore(document["grants"])


def _restore_firm(firm: Firm, document: dict[str, Any]) -> None:
    firm.billing = document["billing"]
    firm.next_ids |= document["next_ids"]
    touched = document["touched"]
    firm.restore({table: {int(key): value for key, value in rows.items()} for table, rows in touched.items()})


def _replace(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
