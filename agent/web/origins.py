"""Whose extension this is: the ids under which Chrome and Edge install ours."""

from __future__ import annotations

EXTENSION_IDS: tuple[str, ...] = ("onomkibajbamfdjkekcgngeelhenhpic",)
"""Made by the browsers from the public key in extension/manifest/key.txt; a test holds both equal."""
