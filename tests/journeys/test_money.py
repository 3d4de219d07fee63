"""Money at the command line against practice Clio: expected before, explained after, charged as the matter is."""

from __future__ import annotations

from pathlib import Path

import pytest

from agent.sandbox.server import PracticeClio
from tests.journeys.conftest import Tenth

pytestmark = pytest.mark.slow

KETTLE = "20417-Copper Kettle"


def add(tenth: Tenth, text: str) -> str:
    """Note half an hour, and return its draft."""
    (entry,) = tenth.json("add", text, "--matter", KETTLE)["entries"]
    return str(entry)


def test_from_the_estimate_to_what_clio_made(tenth: Tenth, clio: PracticeClio, tmp_path: Path) -> None:
    tenth.connect(clio)
    tenth.json("sync")
    first = add(tenth, "0.5 advising on the guarantee")
    tenth.json("sync")  # now the rates of its matter are read
    (before,) = tenth.json("entries", "--money")["entries"]
    assert (before["charge"], before["estimate"]) == (
        "billable",
        {"total": "210.00", "rate": "420.00", "origin": "matter rate"},
    )
    assert "est. $210.00" in tenth.run("entries").stdout
    tenth.json("confirm", first)
    said = tenth.run("push").stdout
    assert "0.5 h · $210.00 ex GST" in said
    assert "matter rate override: $420.00 an hour" in said

    wrong = tenth.run("share", add(tenth, "0.3 reading the plans"), f"{KETTLE}=3", "20431-Hale=3")
    assert wrong.returncode == 1
    assert "nobody pays for the same time twice" in wrong.stderr

    own = add(tenth, "0.2 call re fit-out")
    tenth.json("confirm", own, "--rate", "500", "--rate-why", "agreed in writing")
    nil = add(tenth, "0.1 correcting our own letter")
    tenth.json("confirm", nil, "--charge", "no_charge")
    made = {r["entry"]: r["activity_id"] for r in tenth.json("push")["results"]}
    held = {each["id"]: each for each in clio.firm.activities}
    assert held[made[own]]["price"] == 500.0
    assert (held[made[nil]]["non_billable"], held[made[nil]]["no_charge"]) == (True, True)
    assert tenth.json("terms", "--matter", KETTLE, "--step", "2", "--unit", "15")["unit"] == 900
    halves = add(tenth, "0.3 call re the bank guarantee")
    tenth.json("confirm", halves, "--matter", KETTLE, "--why", "agreed by the half hour")
    sent = {r["entry"]: r["activity_id"] for r in tenth.json("push")["results"]}
    assert clio.firm.get("activities", sent[halves])["quantity"] == 1800.0, "two quarters of an hour, exactly"
