"""agent/web/routes_ledger.py: the ledger page's calls, over practice Clio in this process."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from agent.clio.books import ClioBooks
from agent.clio.practice import ClioPractice
from agent.web.server import create_app
from agent.workflow.expense_correcting import ExpenseCorrecting
from agent.workflow.expensing import Expensing
from agent.workflow.mirroring import Mirroring
from agent.workflow.reviewing import Reviewing
from agent.workflow.services import Services
from tests.web.conftest import PORT, Web
from tests.web.signing_client import Refusal, SigningClient, over_app, secret_in
from tests.workflow.after import After, opened

CORRECTED = {"narrative": "Telephone attendance on Marcus Hale"}


@pytest.fixture
def after(tmp_path: Path) -> Iterator[After]:
    folder = tmp_path / "after"
    folder.mkdir()
    with opened(folder) as after:
        after.fill(2)
        yield after


@pytest.fixture
def page(web: Web, services: Services, after: After) -> SigningClient:
    """A window over a home whose entries are in Clio."""
    desk = after.desk
    over = replace(
        services, push=after.pushing, correcting=after.correcting, books=after.books, review=Reviewing(desk),
        expenses=Expensing(desk, lambda: ClioBooks(after.client), after.sleep),
        expense_correcting=ExpenseCorrecting(desk, lambda: ClioBooks(after.client), after.sleep),
        mirror=Mirroring(desk, lambda: ClioPractice(after.client), lambda: "http://127.0.0.1:1"),
    )  # fmt: skip
    app = create_app(over, port=PORT, windows=web.windows, clock=web.clock)
    return SigningClient.open(over_app(app, PORT), PORT, secret_in(web.windows.launch_page()), web.clock)


def lines(page: SigningClient, **sieve: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.call("/v1/ledger/list", sieve)["lines"]
    return found


def test_the_list_says_where_each_entry_stands_as_last_read(page: SigningClient, after: After) -> None:
    after.clio.firm.put_on_bill(after.remote())
    assert page.call("/v1/ledger/look", {}) == {"read": 2}
    found = {line["id"]: line for line in lines(page)}
    assert (found["e0"]["state"], found["e0"]["bill"][:4], found["e1"]["state"]) == (
        "draft",
        "INV-",
        "unbilled",
    )
    assert found["e1"]["activity_id"] == after.remote("e1")  # type: ignore[arg-type]  # an id is text
    assert [line["id"] for line in lines(page, states=["draft"])] == ["e0"]
    assert lines(page, kind="expense") == []


def test_a_correction_is_previewed_then_made_as_it_was_seen(page: SigningClient, after: After) -> None:
    seen = page.call("/v1/ledger/preview", {"entry": "e0", "change": CORRECTED})
    assert [(each["what"], each["now"]) for each in seen["changes"]] == [
        ("Narrative", CORRECTED["narrative"])
    ]
    assert (seen["resets_price"], seen["code"]) == (False, None)
    body = {"entry": "e0", "etag": seen["line"]["etag"], "change": CORRECTED}
    line = page.call("/v1/ledger/correct", body)["line"]
    assert (line["narrative"], line["deed"]["ending"]) == (CORRECTED["narrative"], "done")


def test_a_conflict_shows_both_versions(page: SigningClient, after: After) -> None:
    seen = page.call("/v1/ledger/preview", {"entry": "e0", "change": CORRECTED})
    after.clio.firm.change("activities", after.remote(), note="Theirs")
    body = {"entry": "e0", "etag": seen["line"]["etag"], "change": CORRECTED}
    deed = page.call("/v1/ledger/correct", body)["line"]["deed"]
    assert (deed["ending"], deed["code"]) == ("conflict", "clio_changed")
    assert deed["theirs"] == [{"what": "Narrative", "was": "Theirs", "now": CORRECTED["narrative"]}]


def test_another_matter_is_named_and_priced_anew(page: SigningClient, after: After) -> None:
    change = {"matter_id": after.matters[1].id}
    seen = page.call("/v1/ledger/preview", {"entry": "e0", "change": change})
    assert seen["resets_price"]
    assert seen["changes"] == [
        {"what": "Matter", "was": after.matters[0].display_number, "now": after.matters[1].display_number}
    ]


def test_undo_and_the_wrong_client(page: SigningClient, after: After) -> None:
    assert page.call("/v1/ledger/undo", {"entry": "e0"})["line"]["state"] == "undone"
    with pytest.raises(Refusal) as refused:
        page.call("/v1/ledger/undo", {"entry": "e0"})
    assert refused.value.code == "not_allowed_now"
    made = page.call("/v1/ledger/wrong-client", {"entry": "e1", "matter_id": None})
    assert made["done"]
    assert [(place["gone"], place["here"]) for place in made["places"]] == [(True, False), (False, True)]


def test_an_expense_from_the_form_to_clio(page: SigningClient, after: After) -> None:
    form = page.call("/v1/expenses/form", {"source": "call"})
    assert (form["gst_rate"], form["chips"]) == ("0.10", [])
    body = {
        "narrative": "ASIC company search", "amount": "22.50", "gst": "included",
        "matter_id": after.matters[0].id, "category_id": form["categories"][0]["id"],
    }  # fmt: skip
    made = page.call("/v1/expenses/add", body)["expense"]
    assert (made["without_gst"], made["with_gst"], made["missing"]) == ("20.45", "22.50", None)
    revised = page.call(
        "/v1/expenses/revise", {"expense": made["id"], "version": 1, "entered": {**body, "gst": "excluded"}}
    )["expense"]
    assert (revised["without_gst"], revised["with_gst"]) == ("22.50", "24.75")
    sent = page.call("/v1/expenses/push", {"expense": made["id"], "version": 2})["expense"]
    assert (sent["outcome"], sent["status"]) == ("created", "pushed")
    (line,) = lines(page, kind="expense")
    assert (line["state"], line["total"], line["total_with_gst"]) == ("unbilled", "22.50", "24.75")
    wanted = {"expense": made["id"], "entered": {**body, "gst": "none", "amount": "30"}}
    seen = page.call("/v1/expenses/preview", wanted)
    assert [(each["what"], each["was"], each["now"]) for each in seen["changes"]] == [
        ("GST", "added by the bill", "none"), ("Ex GST", "$22.50", "$30.00"),
    ]  # fmt: skip
    deed = page.call("/v1/expenses/correct", {**wanted, "etag": seen["line"]["etag"]})["line"]
    assert (deed["total"], deed["total_with_gst"], deed["deed"]["ending"]) == ("30.00", None, "done")
    after.clio.firm.put_on_bill(deed["activity_id"])
    assert page.call("/v1/ledger/look", {"entries": [made["id"]]}) == {"read": 1}
    (billed,) = lines(page, kind="expense", states=["draft"])
    assert billed["bill"].startswith("INV-")
    with pytest.raises(Refusal):
        page.call("/v1/expenses/undo", {"expense": made["id"]})


def test_an_expense_is_undone_and_a_draft_again(page: SigningClient, after: After) -> None:
    body = {
        "narrative": "Search",
        "amount": "10",
        "gst": "none",
        "matter_id": after.matters[0].id,
        "category_id": 41,
    }
    made = page.call("/v1/expenses/add", body)["expense"]
    page.call("/v1/expenses/push", {"expense": made["id"], "version": 1})
    line = page.call("/v1/expenses/undo", {"expense": made["id"]})["line"]
    assert (line["state"], line["activity_id"], line["bill"]) == ("draft_here", None, None)
    (listed,) = page.call("/v1/expenses/list", {})["expenses"]
    assert (listed["status"], listed["missing"]) == ("draft", None)


def test_the_wrong_clients_entry_may_be_moved(page: SigningClient, after: After) -> None:
    asked = {"entry": "e0", "matter_id": after.matters[1].id, "move": True}
    made = page.call("/v1/ledger/wrong-client", asked)
    assert (made["done"], made["line"]["state"], made["line"]["matter_id"]) == (
        True,
        "unbilled",
        after.matters[1].id,
    )
    assert "moved" in made["places"][0]["words"]
    with pytest.raises(Refusal) as refused:
        page.call("/v1/ledger/wrong-client", {"entry": "e1", "matter_id": None, "move": True})
    assert refused.value.hint


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/v1/ledger/correct", {"entry": "e0", "etag": "x", "change": {"price": 5}}),
        ("/v1/ledger/preview", {"entry": "e0", "change": {"units": 0}}),
        ("/v1/ledger/undo", {"entry": "../e0"}),
        ("/v1/expenses/add", {"narrative": "x", "amount": "1"}),
        ("/v1/expenses/add", {"narrative": "x", "amount": "1", "gst": "maybe"}),
    ],
)
def test_what_makes_no_sense_gets_no_further(page: SigningClient, path: str, body: dict[str, Any]) -> None:
    with pytest.raises(Refusal) as refused:
        page.call(path, body)
    assert refused.value.code == "used_wrongly"


def test_nothing_of_a_refusal_names_words_or_matters(
    page: SigningClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    page.call("/v1/ledger/preview", {"entry": "e0", "change": CORRECTED})
    page.call("/v1/ledger/undo", {"entry": "e0"})
    assert "Attendance" not in caplog.text
    assert CORRECTED["narrative"] not in caplog.text
