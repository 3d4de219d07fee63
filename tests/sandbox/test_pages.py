"""agent/sandbox/pages.py: the web page shows what the firm holds, and nothing in it can run."""

from __future__ import annotations

import re
from collections.abc import Callable

import httpx
import pytest
from flask import Flask

from agent.sandbox import PracticeClio
from tests.sandbox.conftest import browse, post

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'&"


def page(clio: PracticeClio, path: str = "/nc/") -> httpx.Response:
    answer = browse(f"{clio.url}{path}")
    assert answer.status_code == 200
    return answer


def test_the_header_says_that_nothing_is_real(clio: PracticeClio) -> None:
    words = re.sub(r"<[^>]+>", "", page(clio).text)
    for part in ("Practice Clio", "Kestrel Lane Lawyers", "nothing here is real", "No activities yet"):
        assert part in words


def test_an_entry_stands_in_the_list_with_its_money(clio: PracticeClio, api: httpx.Client) -> None:
    made = post(api, note="Telephone attendance regarding lease")["id"]
    row = re.search(rf'<tr data-activity-id="{made}">.*?</tr>', page(clio).text, re.S)
    assert row is not None
    for words in ("19 May 2026", "20417-Copper Kettle", "Ruth Calder", "0.30 h", "$420.00 /h", "$126.00"):
        assert words in row[0]


def test_a_hostile_narrative_is_only_words(clio: PracticeClio, api: httpx.Client) -> None:
    post(api, note=HOSTILE)
    clio.firm.change("contacts", 900, name=HOSTILE)
    clio.firm.change("matters", 7000, description=HOSTILE, display_number=HOSTILE)
    for path in ("/nc/", "/nc/matters/7000", "/nc/?q=%3Cscript%3E"):
        text = page(clio, path).text
        assert "<script>alert" not in text
        assert "<img" not in text
    assert "&lt;script&gt;alert(1)" in text


def test_without_escaping_the_hostile_narrative_would_be_seen(
    clio: PracticeClio, api: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    post(api, note=HOSTILE)
    monkeypatch.setattr(Flask, "select_jinja_autoescape", lambda *_: False)
    assert "<script>alert" in page(clio).text


def test_only_its_own_script_may_run(clio: PracticeClio) -> None:
    first, second = page(clio), page(clio)
    policy = first.headers["Content-Security-Policy"]
    nonce = re.search(r"script-src 'nonce-([^']+)'", policy)
    assert nonce is not None
    assert "default-src 'none'" in policy
    assert f'<script nonce="{nonce[1]}">' in first.text
    assert second.headers["Content-Security-Policy"] != policy


def test_the_hash_routes_have_their_sections(clio: PracticeClio) -> None:
    text = page(clio).text
    for path in ("/activities", "/matters", "/matters/7000"):
        assert f'data-path="{path}"' in text
    assert "fetch(" not in text


def test_matters_can_be_searched_without_diacritics(clio: PracticeClio) -> None:
    clio.firm.change("contacts", 901, name="Mārcus Hāle")
    text = page(clio, "/nc/?q=marcus+hale+roof").text
    assert "1 found for" in text
    assert "20431-Hale" in text
    assert "20256-Doyle" not in text
    assert "No matter has all of these words" in page(clio, "/nc/?q=zzz").text


def test_a_matter_shows_its_people_and_its_time(clio: PracticeClio, api: httpx.Client) -> None:
    post(api, note="Lease work")
    text = page(clio, "/nc/matters/7000").text
    for words in ("Marcus Hale", "0400 000 417", "$420.00 /h for everybody", "Lease work"):
        assert words in text
    assert browse(f"{clio.url}/nc/matters/1").status_code == 404


@pytest.mark.slow
def test_a_very_large_firm_still_has_a_page(opened: Callable[..., PracticeClio]) -> None:
    text = page(opened(matters=2_000)).text
    assert "2000 matters, the first 400 are shown" in text
