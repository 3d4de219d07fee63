"""agent/desktop/shortcuts.py and `tenth desktop`: what is put into a desktop's menus, and that all of it goes away again."""

from __future__ import annotations

import configparser
import json
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from agent.cli.main import main, parser
from agent.desktop.shortcuts import ENTRY, Shortcuts, shortcuts
from agent.errors import TenthError
from tests.house.sources import ROOT


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path


def files(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def read(path: Path) -> configparser.ConfigParser:
    told = configparser.ConfigParser(interpolation=None, strict=True)
    told.optionxform = str  # type: ignore[assignment,method-assign]  # the rules tell capitals apart
    told.read(path, encoding="utf-8")
    return told


def test_installed_and_removed_again(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["desktop", "install", "--autostart", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"installed": True, "autostart": True, "tray": None}
    assert files(desk) >= {
        "data/applications/tenth.desktop",
        "data/icons/hicolor/64x64/apps/tenth.png",
        "config/autostart/tenth.desktop",
    }
    assert main(["desktop", "install"]) == 0, "without --autostart it is taken out of the sign-in"
    assert "config/autostart/tenth.desktop" not in files(desk)
    assert main(["desktop", "remove"]) == 0
    assert not [name for name in files(desk) if "tenth." in name]
    assert main(["desktop", "remove"]) == 0


def test_its_actions_are_verbs_that_exist(desk: Path) -> None:
    ours = shortcuts(["tenth"])
    ours.install(autostart=True)
    entry = read(ours.entry)
    assert entry["Desktop Entry"]["Actions"] == "capture;stop;clock;"
    lines = [section["Exec"] for section in entry.values() if "Exec" in section]
    lines.append(read(ours.autostart)["Desktop Entry"]["Exec"])
    assert len(lines) == 5
    for line in lines:
        program, *words = shlex.split(line)
        assert program == "tenth"
        parser().parse_args(words)


def test_the_action_that_captures_opens_the_page_and_records_nothing(desk: Path) -> None:
    ours = shortcuts(["tenth"])
    ours.install(autostart=False)
    assert read(ours.entry)["Desktop Action capture"]["Exec"] == "tenth app --capture"


def test_an_odd_folder_is_written_so_that_the_desktop_reads_it_back(tmp_path: Path) -> None:
    odd = str(tmp_path / 'a "b" $c 50% d\\e')
    ours = Shortcuts(tmp_path / "data", tmp_path / "config", ["/opt/tenth", "--home", odd])
    ours.install(autostart=False)
    assert read_back(ours.entry) == ["/opt/tenth", "--home", odd, "app"]


def read_back(path: Path) -> list[str]:
    """Read Exec by the rules: first the file's own escapes, then the quotes, as a shell does, then the percent signs."""
    line = read(path)["Desktop Entry"]["Exec"].replace("\\\\", "\\")
    done = subprocess.run(["sh", "-c", f"printf '%s\\n' {line}"], capture_output=True, text=True, check=True)
    return [word.replace("%%", "%") for word in done.stdout.splitlines()]


def test_the_file_for_packagers_is_the_one_that_the_verb_writes() -> None:
    assert (ROOT / "installer/linux/tenth.desktop").read_text("utf-8") == ENTRY.format(tenth="tenth")


def test_glib_reads_it_as_desktops_do(desk: Path) -> None:
    """By the library of the desktops themselves, in the distribution's Python, where there is one."""
    ours = shortcuts(["/bin/true"])
    ours.install(autostart=False)
    asks = (
        "import gi; from gi.repository import Gio; import sys;"
        "a = Gio.DesktopAppInfo.new_from_filename(sys.argv[1]); print(a.get_name(), *a.list_actions())"
    )
    done = subprocess.run(
        [sys.executable, "-c", asks, str(ours.entry)], capture_output=True, text=True, check=False
    )
    if "No module named 'gi'" in done.stderr:
        pytest.skip("the distribution's gi is not here")
    assert done.stdout.split() == ["Tenth", "capture", "stop", "clock"]


@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_elsewhere_the_installer_does_it(system: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("agent.desktop.shortcuts.sys.platform", system)
    with pytest.raises(TenthError) as refused:
        shortcuts(["tenth"])
    assert "installer/" in refused.value.hint
