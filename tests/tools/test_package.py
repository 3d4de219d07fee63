"""tools/package.py: three packages from one tree, the same bytes every time, and only what runs."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import posixpath
import re
import zipfile
from pathlib import Path

import pytest

from agent.web.origins import EXTENSION_IDS
from tools import addons, package
from tools.places import EXTENSION
from tools.zipping import zipped

CLIO = "https://au.app.clio.com/*"
REGIONS = {"https://app.clio.com/*", "https://eu.app.clio.com/*", "https://ca.app.clio.com/*"}
LOOPBACK = "http://127.0.0.1/*"

pytestmark = pytest.mark.slow

every_browser = pytest.mark.parametrize("browser", package.BROWSERS)


def packed(browser: str, folder: Path) -> bytes:
    return package.write(browser, build=folder / "build", dist=folder / "dist").read_bytes()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every browser's package, in build/ and dist/."""
    folder = tmp_path_factory.mktemp("made")
    for browser in package.BROWSERS:
        packed(browser, folder)
    return folder


@every_browser
def test_the_same_tree_gives_the_same_bytes(browser: str, made: Path, tmp_path: Path) -> None:
    assert packed(browser, tmp_path) == (made / "dist" / f"tenth-{browser}.zip").read_bytes()


def test_another_tree_gives_other_bytes() -> None:
    assert zipped({"a": b"1"}) != zipped({"a": b"2"})


def test_a_zip_is_whole_for_those_who_read_zips() -> None:
    archive = zipfile.ZipFile(io.BytesIO(zipped({"a/empty": b"", "ā.txt": b"tenth " * 99})))
    assert archive.testzip() is None
    assert [(entry.filename, entry.file_size) for entry in archive.infolist()] == [
        ("a/empty", 0),
        ("ā.txt", 594),
    ]
    assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@every_browser
def test_the_folder_and_the_zip_hold_the_same(browser: str, made: Path) -> None:
    archive = zipfile.ZipFile(made / "dist" / f"tenth-{browser}.zip")
    folder = made / "build" / browser
    lying = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert set(archive.namelist()) == lying
    assert all(archive.read(name) == (folder / name).read_bytes() for name in lying)


def test_what_lay_in_the_folder_before_is_gone(tmp_path: Path) -> None:
    stale = tmp_path / "build" / "chrome" / "gone.js"
    stale.parent.mkdir(parents=True)
    stale.write_text("old")
    packed("chrome", tmp_path)
    assert not stale.exists()


@every_browser
def test_only_what_runs_is_in_it(browser: str) -> None:
    names = set(package.contents(browser))
    assert {name.partition("/")[0] for name in names} == {
        "background", "content", "icons", "manifest.json", "pages", "panel", "shared", "vendor",
    }  # fmt: skip
    assert {name for name in names if name.startswith("vendor/")} == {"vendor/lit-html.js", "vendor/LICENSE"}
    assert not [name for name in names if name.endswith((".d.ts", ".test.js", ".map", ".txt"))]


@every_browser
def test_it_is_small(browser: str, made: Path) -> None:
    assert (made / "dist" / f"tenth-{browser}.zip").stat().st_size <= package.LARGEST == 80_000


def test_every_module_and_style_that_is_named_is_there() -> None:
    files = package.contents("chrome")
    for name, data in files.items():
        named = re.findall(
            r'(?:from|import|src=|href=)\s*"(\.{0,2}/?[\w./-]+\.(?:js|css|png|svg))"', data.decode("latin-1")
        )
        wanted = {posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) for path in named}
        assert wanted <= set(files), name
    assert b"lit-html.js" in files["panel/panel.js"]
    assert b"panel.js" in files["panel/index.html"]


def test_the_agents_own_windows_line_to_it_stays_out() -> None:
    launch = b"launch=([0-9a-f]{64})"
    assert launch in (EXTENSION / "panel" / "agent.js").read_bytes()
    assert not [name for name, data in package.contents("chrome").items() if launch in data]


def test_what_came_from_outside_is_as_it_came() -> None:
    files = package.contents("chrome")
    for name in ("vendor/lit-html.js", "vendor/LICENSE"):
        assert files[name] == (EXTENSION / name).read_bytes()


@every_browser
def test_everything_the_manifest_names_is_there(browser: str) -> None:
    files = package.contents(browser)
    manifest = json.loads(files["manifest.json"])
    background = manifest["background"]
    named = [
        *manifest["icons"].values(),
        *manifest["content_scripts"][0]["js"],
        *manifest["web_accessible_resources"][0]["resources"],
        *background.get("scripts", [background.get("service_worker")]),
        manifest["options_ui"]["page"],
    ]
    assert [name for name in named if name not in files] == []


@every_browser
def test_it_may_no_more_than_it_must(browser: str) -> None:
    manifest = package.manifest(browser)
    side_panel = [] if browser == "firefox" else ["sidePanel"]
    assert manifest["permissions"] == ["storage", *side_panel]
    assert manifest["host_permissions"] == [CLIO, LOOPBACK]
    assert manifest["optional_permissions"] == ["scripting"]
    assert set(manifest["optional_host_permissions"]) == REGIONS
    assert manifest["content_scripts"][0]["matches"] == [CLIO]
    assert "externally_connectable" not in manifest


@every_browser
def test_no_page_but_clios_may_show_the_panel(browser: str) -> None:
    (shown,) = package.manifest(browser)["web_accessible_resources"]
    assert shown["resources"] == ["panel/index.html"]
    assert set(shown["matches"]) == {CLIO, *REGIONS}
    assert shown["use_dynamic_url"] is True


@every_browser
def test_its_pages_speak_to_this_computer_only(browser: str) -> None:
    policy = package.manifest(browser)["content_security_policy"]["extension_pages"]
    rules = {rule.split()[0]: rule.split()[1:] for rule in policy.split("; ")}
    assert rules["default-src"] == ["'none'"]
    assert rules["script-src"] == ["'self'"]
    assert rules["connect-src"] == ["'self'", "http://127.0.0.1:*"]
    assert {f"{source}/*" for source in rules["frame-ancestors"] if source != "'self'"} == {CLIO, *REGIONS}


def test_the_id_is_the_one_the_agent_lets_in() -> None:
    key = base64.b64decode((EXTENSION / "manifest" / "key.txt").read_text())
    digest = hashlib.sha256(key).hexdigest()[:32]
    assert ("".join(chr(ord("a") + int(digit, 16)) for digit in digest),) == EXTENSION_IDS
    assert package.manifest("chrome")["key"] == base64.b64encode(key).decode()
    assert "key" not in package.manifest("firefox")


def test_firefox_knows_it_by_name_and_is_told_that_nothing_is_collected() -> None:
    gecko = package.manifest("firefox")["browser_specific_settings"]["gecko"]
    assert gecko["id"] == "tenth@tenth.example"
    assert gecko["data_collection_permissions"] == {"required": ["none"]}


def test_the_regions_of_code_and_manifest_are_the_same() -> None:
    code = (EXTENSION / "background" / "clio.js").read_text()
    assert {pattern for pattern in {CLIO, *REGIONS} if f'"{pattern}"' in code} == {CLIO, *REGIONS}


def test_the_linters_complaints_are_read_and_the_known_one_is_let_pass() -> None:
    def said(code: str, file: str) -> dict[str, str]:
        return {"_type": "warning", "code": code, "file": file, "message": "words"}

    known, new = said("UNSAFE_VAR_ASSIGNMENT", "vendor/lit-html.js"), said("OTHER", "panel/panel.js")
    report = {"errors": [], "warnings": [known, new], "notices": []}
    assert addons.complaints(report) == ["warning OTHER panel/panel.js: words"]


def test_laid_out_as_written_it_is_the_same_extension(tmp_path: Path) -> None:
    laid_out = package.lay_out("chrome", tmp_path / "chrome")
    packed("chrome", tmp_path)
    ours, theirs = (
        json.loads((folder / "manifest.json").read_text()) for folder in (laid_out, tmp_path / "build/chrome")
    )
    assert (ours.pop("content_scripts"), ours) != (theirs.pop("content_scripts"), theirs), (
        "its scripts are joined"
    )
    assert ours == theirs
    for name in ("background/sw.js", "content/mount.js", "panel/panel.js", "panel/index.html"):
        assert (laid_out / name).read_bytes() == (EXTENSION / name).read_bytes()
