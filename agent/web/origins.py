"""Whose extension may ask to be paired: by the ids under which Chrome and Edge install ours.

Firefox gives every installation an id of its own that nobody can know beforehand. There, and against extensions that forge
an Origin, it is the code that decides; here strangers are only kept from trying.
"""

from __future__ import annotations

import re

EXTENSION_IDS: tuple[str, ...] = ("onomkibajbamfdjkekcgngeelhenhpic",)
"""Made by the browsers from the public key in extension/manifest/key.txt; a test holds both equal."""

_FIREFOX = re.compile(r"moz-extension://[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def may_pair(origin: str) -> bool:
    """Whether a page of this origin may ask to be paired."""
    ours = {f"chrome-extension://{extension}" for extension in EXTENSION_IDS}
    return origin in ours or _FIREFOX.fullmatch(origin) is not None
