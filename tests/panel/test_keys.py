"""extension/background/keys.js in a real browser: the key is kept over a reload, signs, and cannot be read back."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Route

from agent.vault.signatures import request_signature
from tests.panel.fake_agent import EXTENSION

pytestmark = [pytest.mark.slow, pytest.mark.browser]

KEY = bytes(range(32))
USE = """async ([deed, given]) => {
  const keys = await import('/background/keys.js');
  const { importKey, requestSignature } = await import('/panel/signing.js');
  const deeds = {
    keep: async () => keys.keep({ client: 'c1', key: await importKey(new Uint8Array(given)) }),
    sign: async () => {
      const kept = await keys.kept();
      return kept && [kept.client, kept.key.extractable, await requestSignature(kept.key, given)];
    },
    export: async () => crypto.subtle.exportKey('raw', (await keys.kept()).key).then(() => 'read', (error) => error.name),
    forget: async () => keys.forget(),
  };
  return (await deeds[deed]()) ?? null;
}"""
REQUEST = {
    "at": "http://127.0.0.1:47821",
    "path": "/v1/state",
    "time": "1790000000000",
    "nonce": "0f" * 16,
    "body": "{}",
}


@pytest.fixture
def extension(page: Page) -> Page:
    """A page under whose origin the background's files lie as well, as they do in the extension."""

    def file(route: Route) -> None:
        name = route.request.url.rpartition("/")[2]
        route.fulfill(
            body=(EXTENSION / "background" / name).read_text("utf-8"), content_type="text/javascript"
        )

    page.route("**/background/*.js", file)
    return page


def test_a_key_is_kept_and_signs_and_cannot_be_read_back(extension: Page) -> None:
    assert extension.evaluate(USE, ["sign", REQUEST]) is None
    extension.evaluate(USE, ["keep", list(KEY)])
    extension.reload()
    ours = request_signature(
        KEY, at=REQUEST["at"], path="/v1/state", time=REQUEST["time"], nonce=REQUEST["nonce"], body=b"{}"
    )
    assert extension.evaluate(USE, ["sign", REQUEST]) == ["c1", False, ours]
    assert extension.evaluate(USE, ["export", None]) == "InvalidAccessError"


def test_a_new_pairing_takes_the_place_of_the_old_and_a_forgotten_one_is_gone(extension: Page) -> None:
    for key in (bytes(32), KEY):
        extension.evaluate(USE, ["keep", list(key)])
    ours = request_signature(
        KEY, at=REQUEST["at"], path="/v1/state", time=REQUEST["time"], nonce=REQUEST["nonce"], body=b"{}"
    )
    assert extension.evaluate(USE, ["sign", REQUEST])[2] == ours
    extension.evaluate(USE, ["forget", None])
    assert extension.evaluate(USE, ["sign", REQUEST]) is None
