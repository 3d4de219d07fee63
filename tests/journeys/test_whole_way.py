"""The whole way at the terminal: a call's transcript becomes entries in practice Clio, and the contracts hold on the way."""

from __future__ import annotations

import json
import subprocess

import pytest

from agent import voice
from agent.cli.practice_clio import allow_without_browser
from agent.sandbox.server import PracticeClio
from tests.journeys.conftest import ROOT, Tenth

pytestmark = pytest.mark.slow

CALL = (
    str(voice.call_path("practice_call", ".vtt")), "--call-start", "2026-05-19T10:00:00+10:00",
    "--timekeeper", "Ruth Calder", "--participant", "Ruth Calder", "--participant", "Marcus Hale",
)  # fmt: skip


def test_from_a_transcript_to_two_entries_in_clio(tenth: Tenth, clio: PracticeClio) -> None:
    tenth.connect(clio)
    synced = tenth.json("sync")
    assert synced["matters"] >= 200, "about 300 matters less the closed ones"
    assert set(synced) == {"matters", "changed", "as_of"}
    taken = tenth.json("take-in", *CALL)
    assert tenth.json("take-in", *CALL)["source"] == taken["source"], "the same file is taken in once"
    drafts = tenth.json("entries", "--status", "draft")["entries"]
    assert {e["matter"] for e in drafts} == {"20417-Copper Kettle", "20431-Hale"}
    assert set(drafts[0]) == {
        "id", "source", "date", "status", "matter", "matter_state", "candidates", "seconds", "units", "unit", "billable",
        "activity", "narrative", "facts", "evidence", "corrections", "flags", "activity_id",
    }  # fmt: skip
    assert {e["date"] for e in drafts} == {"2026-05-19"}
    for entry in drafts:
        tenth.json("confirm", entry["id"])
    results = tenth.json("push")["results"]
    assert [r["outcome"] for r in results] == ["created", "created"]
    held = {a["id"]: a for a in clio.firm.activities}
    for result, entry in zip(results, drafts, strict=True):
        assert held[result["activity_id"]]["note"] == entry["narrative"]
        assert held[result["activity_id"]]["quantity"] == entry["units"] * 360
    assert tenth.json("push")["results"] == []
    assert tenth.json("reconcile")["results"] == []
    assert [e["status"] for e in tenth.json("entries")["entries"]] == ["pushed", "pushed"]
    log = "".join(file.read_text("utf-8") for file in (tenth.home / "log").iterdir())
    assert "suggestions by rules" in log, "there is a log"
    assert not [
        word for word in ("Hale", "Kettle", "Marlin", "lease", "roof", "20417", "Calder") if word in log
    ]


def test_export_writes_the_file_and_its_receipt_and_takes_the_entries_with_it(
    tenth: Tenth, clio: PracticeClio
) -> None:
    tenth.connect(clio)
    tenth.json("sync")
    for entry in tenth.json("take-in", *CALL)["entries"]:
        tenth.json("confirm", entry)
    out = tenth.home.parent / "time.csv"
    receipt = tenth.json("export", "--target", "clio-csv", "--out", str(out))
    assert out.read_text().startswith("matter,date,activity_description,note,price,quantity")
    assert json.loads((out.parent / "time.csv.receipt.json").read_text()) == receipt
    assert tenth.run("export", "--target", "clio-csv", "--out", str(out)).returncode == 1
    assert tenth.json("push")["results"] == []
    written = out.read_bytes()
    refused = tenth.run("export", "--again", "--target", "clio-csv", "--out", str(out))
    assert (refused.returncode, "there is a file of that name" in refused.stderr.lower()) == (1, True)
    out.unlink()
    (out.parent / "time.csv.receipt.json").unlink()
    (out.parent / "time.csv.receipt.json").mkdir()  # where the receipt cannot be written
    again = tenth.json("export", "--again", "--target", "clio-csv", "--out", str(out))
    assert (again["entries"], out.read_bytes()) == (receipt["entries"], written)


def test_the_client_id_and_secret_are_asked_for_once(tenth: Tenth, clio: PracticeClio) -> None:
    assert tenth.run("connect").returncode == 2, "nothing is known yet"
    tenth.connect(clio)
    with subprocess.Popen(
        tenth.command("connect", "--no-browser"), stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as process:
        assert process.stdout
        allow_without_browser(process.stdout.readline().strip(), "Ruth Calder")
        assert process.wait(timeout=60) == 0


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("entries",), 0),
        (("confirm", "nothing"), 1),
        (("push",), 0),
        (("sync",), 1),
        (("take-in", "missing.vtt"), 2),
        (("export", "--target", "clio-csv", "--out", "x.csv"), 1),
        (("connect", "--region", "au", "--client-id", "x"), 2),
        (("connect", "--clio-url", "http://example.com:80", "--client-id", "x"), 2),
        (("unknown",), 2),
    ],
)
def test_what_cannot_be_done_ends_with_its_code_and_a_sentence(
    tenth: Tenth, arguments: tuple[str, ...], code: int
) -> None:
    done = tenth.run(*arguments, stdin="secret\n")
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr + done.stdout
    if code:
        assert done.stderr.strip().endswith((".", "'confirm'", ")")), done.stderr


def test_a_real_home_never_speaks_to_another_clio(tenth: Tenth) -> None:
    real = tenth.command("connect", "--clio-url", "http://127.0.0.1:9", "--client-id", "x")
    real.remove("--sandbox")
    done = subprocess.run(real, input="s\n", capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "--sandbox" in done.stderr
