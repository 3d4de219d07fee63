"""What goes over loopback between extension and agent: whoever listens cannot repeat or change it (threats 11 and 15)."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from playwright.sync_api import expect

from agent.vault import signatures
from agent.vault.signatures import Nonces
from tests.extension.inside import Inside
from tests.extension.office import Asked
from tests.web.signing_client import Answer, over_socket

pytestmark = [pytest.mark.slow, pytest.mark.browser]


@pytest.fixture
def overheard(paired: Inside) -> Asked:
    """A request of the panel as it went over the wire."""
    page = paired.clio()
    expect(paired.panel(page).locator("[data-entry]").first).to_be_visible()
    page.close()
    return next(a for a in reversed(paired.desk.asked) if a.path == "/v1/state" and a.status == 200)


def again(inside: Inside, asked: Asked, **changed: str) -> Answer:
    """Send an overheard request once more, with something changed."""
    port = int(inside.desk.page.origin.rpartition(":")[2])
    headers: Mapping[str, str] = {
        **asked.headers,
        **{k.replace("_", "-"): v for k, v in changed.items() if k != "body"},
    }
    return over_socket(port)(
        changed.get("path", asked.path), headers, changed.get("body", asked.body.decode()).encode()
    )


def test_a_request_cannot_be_repeated(paired: Inside, overheard: Asked) -> None:
    assert (again(paired, overheard).status, again(paired, overheard).json["code"]) == (409, "replayed")


def test_a_request_cannot_be_changed(paired: Inside, overheard: Asked) -> None:
    for changed in (
        {"body": '{"since": 1}'},
        {"path": "/v1/push"},
        {"X_Tenth_Nonce": "1" * 32},
        {"X_Tenth_Time": "1"},
    ):
        length = str(len(changed.get("body", overheard.body.decode())))
        answer = again(paired, overheard, **changed, Content_Length=length)
        assert (answer.status, answer.json["code"]) == (401, "bad_signature"), changed


def test_an_agent_that_forgets_nonces_would_answer_again(
    paired: Inside, overheard: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Nonces, "is_new", lambda *_: True)
    assert again(paired, overheard).status == 200


def test_an_agent_that_looks_at_no_signature_would_answer_what_was_changed(
    paired: Inside, overheard: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signatures, "same", lambda *_: True)
    changed = '{"since":  null}'
    answer = again(paired, overheard, X_Tenth_Nonce="2" * 32, body=changed, Content_Length=str(len(changed)))
    assert answer.status == 200


def test_no_secret_and_no_word_of_a_matter_stands_in_an_address_or_in_the_log(
    paired: Inside, overheard: Asked
) -> None:
    written = "".join(path.read_text() for path in paired.desk.home.log.iterdir())
    (browser,) = paired.desk.services.browsers.all()
    private = [entry.narrative for entry in paired.desk.services.review.entries(None)] + [
        "Marcus Hale",
        "Copper Kettle",
    ]
    for a in paired.desk.asked:
        assert a.path.startswith("/v1/")
        assert browser.id not in a.path
    assert [word for word in private if word and word in written] == []
    assert overheard.headers["X-Tenth-Signature"] not in written
