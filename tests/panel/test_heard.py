"""extension/panel: a name that was put right shows what was heard; an echo is hidden until asked for, and can be put back."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.panel.conftest import Open, until
from tests.panel.desk import Desk, asked

pytestmark = [pytest.mark.slow, pytest.mark.browser]


def test_the_words_show_what_was_heard_and_keep_echoes_aside(
    open_page: Open, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = desk.views["call-1"]
    view["misheard"] = [{"passage": "s4", "at": 0, "heard": "Hail", "meant": "Hale"}]
    view["echoes"] = [
        {"id": "s99", "text": "I drafted the deed.", "speaker": "Me", "start_ms": 200_000, "end_ms": 203_000}
    ]
    monkeypatch.setattr(desk, "sources_show", lambda _: {}, raising=False)
    page = open_page(width=1200)
    words = page.locator("[data-passage=s4]")
    expect(words).to_contain_text("Hale · heard “Hail”")
    echo = page.get_by_text("I drafted the deed.")
    expect(echo).to_be_hidden()
    page.get_by_text("Echo of the other side").click()
    expect(echo).to_be_visible()
    page.locator("[data-act=no-echo]").click()
    until(page, lambda: bool(asked(desk, "/v1/sources/show")))
    assert asked(desk, "/v1/sources/show") == [{"source": "call-1", "passage": "s99"}]
