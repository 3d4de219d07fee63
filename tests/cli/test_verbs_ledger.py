"""agent/cli/verbs_ledger.py: the ledger, corrections, undoing and expenses at the terminal, against practice Clio."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from agent.cli.main import main
from agent.sandbox import PracticeClio
from tests.signed_in import a_home

pytestmark = pytest.mark.slow


@dataclass
class Run:
    """Runs verbs with --json in one home, and returns what they print."""

    home: Path
    capsys: pytest.CaptureFixture[str]

    def __call__(self, *arguments: str, ends: int = 0) -> Any:
        self.capsys.readouterr()
        assert main([*arguments, "--json", "--home", str(self.home), "--sandbox"]) == ends
        return json.loads(self.capsys.readouterr().out)


@pytest.fixture
def clio() -> Iterator[PracticeClio]:
    with PracticeClio(matters=12, sleep=lambda seconds: None) as clio:
        yield clio


@pytest.fixture
def run(tmp_path: Path, clio: PracticeClio, capsys: pytest.CaptureFixture[str]) -> Run:
    """A home that has pushed one entry."""
    verb = Run(a_home(tmp_path / "home", clio).root, capsys)
    verb("sync")
    matter = next(m["display_number"] for m in clio.firm.matters if m["status"] == "Open")
    (entry,) = verb("add", "0.3 lease call with Marcus Hale", "--matter", matter)["entries"]
    verb("confirm", entry)
    verb("push")
    return verb


def test_from_the_ledger_to_a_correction_and_back_out_of_clio(run: Run, clio: PracticeClio) -> None:
    (line,) = run("ledger", "--look")["entries"]
    assert (line["state"], line["total"] is not None) == ("unbilled", True)
    made = run("correct", line["entry"], "--narrative", "Telephone attendance", "--units", "2")
    assert (made["outcome"], made["activity_id"]) == ("done", line["activity_id"])
    held = clio.firm.find("activities", line["activity_id"])
    assert held is not None
    assert (held["note"], held["quantity"]) == ("Telephone attendance", 720.0)
    assert run("undo", line["entry"])["outcome"] == "done"
    assert clio.firm.find("activities", line["activity_id"]) is None
    assert [each["state"] for each in run("ledger", "--state", "undone")["entries"]] == ["undone"]
    assert run("entries")["entries"][0]["activity_id"] is None


def test_what_stands_on_a_bill_is_refused_with_a_next_step(run: Run, clio: PracticeClio) -> None:
    (line,) = run("ledger")["entries"]
    clio.firm.put_on_bill(line["activity_id"])
    assert run("undo", line["entry"], ends=1)["code"] == "on_draft_bill"
    told = run("undo", line["entry"], "--wrong-client", ends=1)
    assert [place["kind"] for place in told["places"]] == ["entry", "bill", "here"]


def test_an_expense_from_words_to_clio(run: Run, clio: PracticeClio) -> None:
    category = clio.firm.all("expense_categories")[0]["name"]
    matter = next(m["display_number"] for m in clio.firm.matters if m["status"] == "Open")
    made = run(
        "expense", "add", "ASIC company search", "--amount", "22.50", "--gst", "included", "--matter", matter,
        "--category", category,
    )["expense"]  # fmt: skip
    assert (made["without_gst"], made["with_gst"], made["missing"]) == ("20.45", "22.50", None)
    (sent,) = run("expense", "push", made["id"])["expenses"]
    assert sent["outcome"] == "created"
    (held,) = [a for a in clio.firm.activities if a["type"] == "ExpenseEntry"]
    assert (held["price"], held["id"]) == (20.45, sent["activity_id"])
    assert run("expense", "add", "Search", "--amount", "5", ends=2)["code"] == "used_wrongly"
    assert run("expense", "correct", made["id"], "--amount", "33")["outcome"] == "done"
    assert clio.firm.get("activities", held["id"])["price"] == 30.0
    assert run("expense", "undo", made["id"])["deed"] == "undo"
    assert [each["state"] for each in run("expense", "list")["expenses"]] == ["draft_here"]


def test_a_push_shows_what_clio_holds_there_and_asks_only_a_person_at_a_terminal(
    run: Run, clio: PracticeClio, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (line,) = run("ledger")["entries"]
    ours = clio.firm.get("activities", line["activity_id"])
    theirs = {k: v for k, v in ours.items() if k not in ("id", "etag", "revision")}
    clio.firm.add("activities", **{**theirs, "note": "Typed by hand", "quantity": 1440.0})

    def ready(*options: str, says: str = "", ends: int = 0) -> tuple[Any, str]:
        (entry,) = run("add", "0.2 lease call with Marcus Hale", "--matter", line["matter"])["entries"]
        run("confirm", entry)
        told: list[str] = []
        monkeypatch.setattr("agent.cli.verbs_clio.tell", told.append)
        monkeypatch.setattr("sys.stdin", Terminal(says))
        return run("push", entry, *options, ends=ends) if not ends else None, "\n".join(told)

    sent, told = ready(says="y\n")
    assert "Clio already shows 0.4 h by Ruth Calder" in told
    assert "Send all the same? [y/N]" in told
    assert sent["results"][0]["outcome"] == "created"
    sent, told = ready("--yes")
    assert ("0.4 h by Ruth Calder" in told, "[y/N]" in told) == (True, False)
    before = len(clio.firm.activities)
    (entry,) = run("add", "0.1 email", "--matter", line["matter"])["entries"]
    run("confirm", entry)
    monkeypatch.setattr("sys.stdin", Terminal("\n"))
    capsys.readouterr()
    assert main(["push", entry, "--home", str(run.home), "--sandbox"]) == 1
    assert len(clio.firm.activities) == before


class Terminal(io.StringIO):
    """Somebody who sits at the keyboard."""

    def isatty(self) -> bool:
        return True


def test_in_words_for_a_person(run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for words in (("ledger",), ("expense", "list")):
        assert main([*words, "--home", str(tmp_path / "home"), "--sandbox"]) == 0
    said = capsys.readouterr().out
    assert "unbilled" in said
    assert "There are no expenses." in said
