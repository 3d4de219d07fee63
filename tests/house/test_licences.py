"""No part of the product is under the GPL or the AGPL, and both locks agree.

Looked at here is what each package says of itself. One thing it does not see: the wheels of PyAV carry codecs under the
GPL, which binds whoever passes on a bundle of them, not this source.
"""

import re
from collections.abc import Iterator
from email.message import Message
from importlib import metadata

import pytest

from tests.house.sources import ROOT

STRONG = re.compile(r"(?<![L\w])A?GPL|(?<!Lesser )General Public License|Affero", flags=re.IGNORECASE)
SAYS_NOTHING = {"sqlcipher3": "zlib, read in its LICENSE"}


def locked(name: str) -> dict[str, str]:
    """Read a lock: package -> the last version it names (platforms may differ)."""
    return dict(re.findall(r"^([a-z0-9.-]+)==(\S+)", (ROOT / name).read_text(), flags=re.MULTILINE))


def licence_of(about: Message) -> str:
    """Join what a package's metadata says of its licence; a whole licence text counts by its first line."""
    stated = (about.get("License-Expression") or about.get("License") or "").strip().partition("\n")[0]
    classed = [each for each in about.get_all("Classifier", []) if each.startswith("License ::")]
    return "; ".join(filter(None, [stated, *classed]))


def is_strong(licence: str) -> bool:
    """Is every way of taking this licence a GPL or AGPL? `MIT OR GPL-3.0` is not."""
    return all(STRONG.search(choice) for choice in re.split(r"\bOR\b", licence))


def installed() -> Iterator[tuple[str, str]]:
    for name in locked("requirements-dev.lock"):
        try:
            yield name, licence_of(metadata.distribution(name).metadata)
        except metadata.PackageNotFoundError:
            continue  # for another platform


def test_no_package_is_under_a_strong_copyleft() -> None:
    found = dict(installed())
    assert len(found) > 50
    assert {name: licence for name, licence in found.items() if licence and is_strong(licence)} == {}
    assert {name for name, licence in found.items() if not licence} <= set(SAYS_NOTHING)


@pytest.mark.parametrize(
    ("licence", "strong"),
    [
        ("GPL-3.0-or-later", True),
        ("AGPL-3.0", True),
        ("License :: OSI Approved :: GNU General Public License v3 (GPLv3)", True),
        ("LGPL-2.1", False),
        ("GNU Lesser General Public License", False),
        ("MIT OR GPL-2.0-only", False),
        ("Apache-2.0", False),
    ],
)
def test_a_strong_copyleft_is_seen(licence: str, strong: bool) -> None:
    assert is_strong(licence) is strong


def test_the_development_lock_holds_the_product_lock_unchanged() -> None:
    assert locked("requirements.lock").items() <= locked("requirements-dev.lock").items()


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock", "requirements-pyaudio.lock"])
def test_locks_carry_hashes_and_name_no_index(name: str) -> None:
    text = (ROOT / name).read_text()
    assert "://" not in text
    assert "--index" not in text
    for block in re.split(r"\n(?=[a-z0-9])", text)[1:]:
        assert "--hash=sha256:" in block, block.splitlines()[0]


def test_the_page_lock_names_no_registry() -> None:
    assert '"resolved"' not in (ROOT / "extension/package-lock.json").read_text()
