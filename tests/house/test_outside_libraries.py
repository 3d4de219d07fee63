"""Which outside library may be imported where.

What touches the outside world is imported in one file for each package that may, so that there is one place to read,
to fake and to replace. Everything imported must be in the table.
"""

import re
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import packages_distributions
from pathlib import Path, PurePosixPath

import pytest

from tests.house.sources import ROOT, imported_libraries, libraries_of, python_files

COMES_WITH_ANOTHER = {"ctranslate2", "werkzeug"}  # parts of faster-whisper and flask
# By openpyxl, which reads XML more safely where it finds it; by faster-whisper; by Python's own zoneinfo on Windows.
IMPORTED_BY_ANOTHER = {"defusedxml", "onnxruntime", "tzdata"}


@dataclass(frozen=True, slots=True)
class Allowed:
    """The packages (or single files) that may import a library; `one_file`: no more than one file in each."""

    where: tuple[str, ...]
    one_file: bool = False


def in_one_file(*where: str) -> Allowed:
    """Allow one importing file in each of these packages."""
    return Allowed(where, one_file=True)


COMES_WITH_THE_SYSTEM = {
    "gi",
    "PyObjCTools",
}  # the distribution's package; a part of what pystray brings on a Mac
FOR_TYPE_CHECKERS = {"_typeshed"}  # exists for them alone

TABLE = {
    # the outside world: one file each
    "av": in_one_file(
        "agent/transcribe/decode.py", "agent/transcribe/server", "agent/intake", "agent/capture"
    ),
    "catap": in_one_file("agent/capture"),
    "ctranslate2": in_one_file("agent/transcribe"),
    "faster_whisper": in_one_file("agent/transcribe"),
    "filelock": in_one_file("agent/vault", "agent/store", "agent/cli", "agent/workflow", "agent/clio"),
    "httpx": in_one_file("agent/clio", "agent/extract", "agent/transcribe/hub.py", "agent/transcribe/server"),
    "gi": Allowed(("agent/desktop",)),
    "keyring": in_one_file("agent/vault"),
    "openpyxl": in_one_file("agent/export"),
    "platformdirs": in_one_file("agent/paths.py"),
    "PIL": in_one_file("agent/desktop"),
    "PyObjCTools": in_one_file("agent/desktop"),
    "pyaudio": in_one_file("agent/capture"),
    "pyaudiowpatch": in_one_file("agent/capture"),
    "pulsectl": in_one_file("agent/capture"),
    "pystray": in_one_file("agent/desktop"),
    "sqlcipher3": in_one_file("agent/store"),
    "waitress": in_one_file("agent/web", "agent/sandbox"),
    "webview": in_one_file("agent/desktop"),
    "Xlib": in_one_file("agent/desktop"),
    # local servers
    "flask": Allowed(("agent/web", "agent/sandbox")),
    "flask_cors": in_one_file("agent/web"),
    "werkzeug": Allowed(("agent/web", "agent/sandbox")),
    # untrusted data enters
    "pydantic": Allowed(("agent/extract", "agent/intake", "agent/web")),
    # file formats
    "bs4": Allowed(("agent/intake",)),
    "charset_normalizer": in_one_file("agent/intake"),
    "defusedxml": Allowed(("agent/intake",)),
    "docx": in_one_file("agent/intake"),
    "mailparser_reply": in_one_file("agent/intake"),
    "pypdf": in_one_file("agent/intake"),
    "webvtt": in_one_file("agent/intake"),
    # pure computation
    "cryptography": Allowed(("agent/vault",)),
    "jellyfish": Allowed(("agent/domain", "agent/extract")),
    "numpy": Allowed(("agent/transcribe",)),
    "rapidfuzz": Allowed(("agent/domain", "agent/extract")),
    # the terminal
    "rich": Allowed(("agent/cli",)),
}


def complaints(imports: Mapping[str, Iterable[str]], table: Mapping[str, Allowed] = TABLE) -> list[str]:
    """Hold modules (path -> what it imports) against the table; returns one sentence for each breach."""
    importers: dict[str, set[str]] = defaultdict(set)
    for path, libraries in imports.items():
        for library in set(libraries) - sys.stdlib_module_names - FOR_TYPE_CHECKERS - {"agent"}:
            importers[library].add(path)
    return [line for library, paths in sorted(importers.items()) for line in _judge(library, paths, table)]


def _judge(library: str, paths: Iterable[str], table: Mapping[str, Allowed]) -> Iterable[str]:
    allowed = table.get(library)
    if allowed is None:
        yield f"{library} is not in the table; imported by {sorted(paths)}"
        return
    for path in sorted(paths):
        if not any(PurePosixPath(path).is_relative_to(place) for place in allowed.where):
            yield f"{library} may not be imported by {path}"
    for place in allowed.where if allowed.one_file else ():
        here = sorted(path for path in paths if PurePosixPath(path).is_relative_to(place))
        if len(here) > 1:
            yield f"{library} is imported by more than one file of {place}: {here}"


def test_each_library_is_imported_only_where_the_table_says() -> None:
    assert complaints({path.as_posix(): libraries_of(path) for path in python_files("agent")}) == []


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("agent/domain/entry.py", "import httpx"),
        ("agent/workflow/push.py", "from httpx import Client"),
        ("agent/web/entries.py", "def look():\n    import sqlcipher3.dbapi2"),
        ("agent/clio/client.py", "import importlib\nimportlib.import_module('keyring')"),
        ("agent/clio/client.py", "import a_library_nobody_chose"),
    ],
)
def test_a_library_in_the_wrong_place_is_seen(path: str, line: str) -> None:
    assert len(complaints({path: imported_libraries(line)})) == 1


def test_a_second_importing_file_is_seen() -> None:
    assert len(complaints({"agent/clio/client.py": ["httpx"], "agent/clio/oauth.py": ["httpx"]})) == 1
    assert complaints({"agent/clio/client.py": ["httpx"], "agent/extract/ollama.py": ["httpx"]}) == []


def test_every_import_is_declared_and_every_dependency_is_imported() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extra = project["optional-dependencies"]["pyaudio"]
    declared = {re.match(r"[\w-]+", line)[0].lower() for line in [*project["dependencies"], *extra]}
    imported = frozenset().union(*map(libraries_of, python_files("agent")))
    imported &= set(TABLE) - COMES_WITH_THE_SYSTEM
    by_distribution = packages_distributions()
    # A library of another system is not installed here; those are called like their distributions.
    needed = {by_distribution.get(library, [library])[0].lower() for library in imported}
    assert needed - declared == COMES_WITH_ANOTHER & needed
    assert declared - needed == IMPORTED_BY_ANOTHER


def test_tools_need_nothing_but_the_standard_library() -> None:
    """They run before anything is installed; but for one, which `./run package` starts in what is."""
    for path in set(python_files("tools")) - {Path("tools/zipping.py")}:
        outside = libraries_of(path) - sys.stdlib_module_names - {"tools"}
        assert not outside, path
