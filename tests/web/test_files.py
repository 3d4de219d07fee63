"""agent/web/files.py: the panel's own files by their names, and no way to any other."""

from __future__ import annotations

from pathlib import Path

import pytest

from agent.web.files import TYPES, panel_folder
from tests.web.conftest import PORT, Web

SECRET = "nobody may read this"


@pytest.fixture
def panel(web: Web, tmp_path: Path) -> Path:
    """The panel's folder, with files that may be read, and others that may not inside and around it."""
    root = tmp_path / "extension"
    (root / "panel/views/list.js").write_text("export {};")
    (root / "window").mkdir()
    (root / "window/ledger.html").write_text("<!doctype html><title>Ledger</title>")
    (root / "vendor/lit-html.js").write_text("export const html = 1;")
    for name in (
        "package.json",
        "panel/.env",
        "panel/notes.md",
        "panel/views/list.js.map",
        "panel/list.ts",
        "window/.env",
        "top.js",
    ):
        (root / name).write_text(SECRET)
    (root / "panel-private").mkdir()
    (root / "panel-private/x.js").write_text(SECRET)
    (tmp_path / "keys.js").write_text(SECRET)
    return root


def get(web: Web, path: str) -> tuple[int, str, str]:
    answer = web.app.test_client().get(path, headers={"Host": f"127.0.0.1:{PORT}"})
    return answer.status_code, answer.headers["Content-Type"], answer.text


def test_the_panels_files_are_served_with_their_types(web: Web, panel: Path) -> None:
    assert get(web, "/panel/index.html")[:2] == (200, "text/html; charset=utf-8")
    assert get(web, "/panel/views/list.js") == (200, "text/javascript; charset=utf-8", "export {};")
    assert get(web, "/vendor/lit-html.js")[0] == 200
    assert get(web, "/window/ledger.html?entry=e1")[:2] == (200, "text/html; charset=utf-8")


@pytest.mark.parametrize(
    "path",
    [
        "/panel/../package.json", "/panel/../top.js", "/panel/../../keys.js", "/panel/%2e%2e/top.js",
        "/panel/..%2ftop.js", "/panel/%2e%2e%2f%2e%2e%2fkeys.js", "/panel/..\\top.js", "/panel/..%5ctop.js",
        "/panel//etc/passwd", "/panel/views/../../top.js", "/panel/./index.html", "/panel/.env", "/panel/notes.md",
        "/panel/views/list.js.map", "/panel/list.ts", "/panel/", "/panel/views", "/panel/views/",
        "/panel/index.html%00.js", "/panel/INDEX.HTML", "/panel/index.html/", "/vendor/../panel-private/x.js",
        "/panel/C:/keys.js", "/panel/C:%5ckeys.js", "/vendor/package.json", "/window/.env",
        "/window/../top.js", "/window/", "/window/ledger.html/../../top.js",
    ],
)  # fmt: skip
def test_nothing_else_is(web: Web, panel: Path, path: str) -> None:
    status, _, text = get(web, path)
    assert status != 200
    assert SECRET not in text


def test_a_link_out_of_the_folder_leads_nowhere(web: Web, panel: Path, tmp_path: Path) -> None:
    try:
        (panel / "panel/link.js").symlink_to(tmp_path / "keys.js")
        (panel / "panel/folder").symlink_to(tmp_path, target_is_directory=True)
    except OSError:
        pytest.skip("this account may not make links")
    assert (panel / "panel/link.js").read_text() == SECRET, "the link itself works"
    assert get(web, "/panel/link.js")[0] == 404
    assert get(web, "/panel/folder/keys.js")[0] == 404


def test_the_real_panel_is_found_beside_the_package() -> None:
    assert (panel_folder() / "panel" / "agent.js").is_file()
    assert not {".json", ".map", ".ts", ".md", ""} & set(TYPES)
