"""Nothing confidential in a repr, nothing of the machine it was written on in a file."""

import dataclasses
import importlib
import pkgutil
import re
from collections.abc import Iterator

import pytest

from tests.house.sources import ROOT, files

CONFIDENTIAL = {
    "client_name", "description", "email", "facts", "hint", "name", "narrative", "participants", "phone", "quote", "quoted",
    "subject", "text", "title",
}  # fmt: skip
PACKAGES = ("clio", "domain", "export", "extract", "intake", "store", "vault", "web", "workflow")
# The firm's own list of activity categories names kinds of work, not people; a speech model and its files are published; what
# Clio calls its permissions, a system that is exported to, and a browser are nobody's matter.
SHOWN = {
    "Browser.name", "Category.name", "Doing.name", "Exchange.name", "ExpenseCategory.name", "ExportFile.name",
    "ExportTarget.title", "Model.name", "ModelFile.name", "ModelLine.name", "Permission.name", "SpeechModel.name",
    "Target.title", "Term.subject",
}  # fmt: skip

# The names are put together so that this file does not find itself.
OF_A_MACHINE = re.compile(
    r"/(?:home|Users)/[a-z]\w*|/ro" r"ot/|[A-Z]:\\Users\\[A-Za-z]\w*"
    r"|\b(?:files\.python" r"hosted|pypi\.python|py" r"pi)\.org|\bregistry\.(?:npm" r"js|yarn" r"pkg)\b"
)  # fmt: skip
TEXT = (
    ".py",
    ".js",
    ".css",
    ".html",
    ".md",
    ".toml",
    ".txt",
    ".json",
    ".yaml",
    ".yml",
    ".lock",
    ".cmd",
    "run",
    ".sql",
)


def our_dataclasses() -> Iterator[type]:
    """Give every dataclass of the packages through which words go."""
    for package in PACKAGES:
        folder = importlib.import_module(f"agent.{package}").__path__
        for module in pkgutil.walk_packages(folder, f"agent.{package}."):
            for value in vars(importlib.import_module(module.name)).values():
                if (
                    dataclasses.is_dataclass(value)
                    and isinstance(value, type)
                    and value.__module__ == module.name
                ):
                    yield value


def exposed(kind: type) -> list[str]:
    """Name the confidential fields that a dataclass shows in its repr."""
    return [
        f"{kind.__name__}.{each.name}"
        for each in dataclasses.fields(kind)
        if each.repr and each.name in CONFIDENTIAL
    ]


def test_confidential_fields_stay_out_of_every_repr() -> None:
    assert {name for kind in our_dataclasses() for name in exposed(kind)} <= SHOWN


def test_a_confidential_field_in_a_repr_is_seen() -> None:
    @dataclasses.dataclass
    class Careless:
        narrative: str
        email: str = dataclasses.field(repr=False)

    assert exposed(Careless) == ["Careless.narrative"]
    assert len(list(our_dataclasses())) > 5


def machine_named(text: str) -> str:
    """Give the words that name a machine's folders or a package index; empty when there are none."""
    found = OF_A_MACHINE.search(text)
    return found[0] if found else ""


def test_no_file_names_the_machine_it_was_written_on() -> None:
    found = {str(path): machine_named((ROOT / path).read_text(encoding="utf-8")) for path in files(*TEXT)}
    assert {path: words for path, words in found.items() if words} == {}


@pytest.mark.parametrize("start", ["/home/", "/Users/", "C:\\Users\\", "https://py"])
def test_a_machine_named_in_a_file_is_seen(start: str) -> None:
    assert machine_named(f"look in {start}pi.org")
    assert not machine_named("look in ~/tenth, /homely, or https://example.org")
