"""tools/panel.py: the page's one outside part is fetched by the lock, once."""

from pathlib import Path

import pytest

from tools import panel, stamps
from tools.node import Node
from tools.panel import VENDORED


class Npm:
    """Stands in for npm: notes its arguments and lays down what `npm ci` would."""

    def __init__(self, extension: Path) -> None:
        self.package = extension / "node_modules" / "lit-html"
        self.calls: list[list[str]] = []

    def __call__(self, argv: list[str], *, what: str, cwd: Path) -> None:
        self.calls.append(argv)
        self.package.mkdir(parents=True, exist_ok=True)
        for name in VENDORED:
            (self.package / name).write_text(name)


@pytest.fixture
def npm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Npm:
    extension = tmp_path / "extension"
    extension.mkdir()
    stand_in = Npm(extension)
    for name, value in {
        "EXTENSION": extension,
        "MODULES": extension / "node_modules",
        "VENDOR": extension / "vendor",
        "run_or_stop": stand_in,
        "_node": lambda: Node("node", ("npm",)),
    }.items():
        monkeypatch.setattr(panel, name, value)
    monkeypatch.setattr(stamps, "VENV", tmp_path / ".venv")
    return stand_in


def test_the_part_comes_with_its_licence(npm: Npm, tmp_path: Path) -> None:
    panel.set_up(with_checks=False)
    assert {path.name for path in (tmp_path / "extension/vendor").iterdir()} >= {"lit-html.js", "LICENSE"}


def test_the_page_alone_needs_no_checking_tools(npm: Npm) -> None:
    panel.set_up(with_checks=False)
    assert "--omit=dev" in npm.calls[0]


def test_the_second_time_nothing_is_fetched(npm: Npm) -> None:
    panel.set_up(with_checks=True)
    panel.set_up(with_checks=True)
    panel.set_up(with_checks=False)
    assert len(npm.calls) == 1


def test_the_checks_want_more_than_the_page(npm: Npm) -> None:
    panel.set_up(with_checks=False)
    panel.set_up(with_checks=True)
    assert len(npm.calls) == 2


def test_a_part_that_was_deleted_is_fetched_again(npm: Npm, tmp_path: Path) -> None:
    panel.set_up(with_checks=False)
    (tmp_path / "extension/vendor/lit-html.js").unlink()
    panel.set_up(with_checks=False)
    assert len(npm.calls) == 2
