"""What runs, made small: the modules of each page joined by esbuild into one, without comments, JSDoc and long names.

A zip compresses each file alone, so that many small ones, easy to read here, cost more than twice as much there. Terser then
names things anew, the same letters everywhere: zipped, its modules weigh a twentieth less than esbuild's. Both are locked and
give the same bytes every time, so anybody can make a package from this source and compare it with the published one. lit-html
stays a file of its own, as it came.
"""

from __future__ import annotations

import json
import re
import subprocess
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from posixpath import dirname, normpath, relpath

from tools import node
from tools.places import EXTENSION
from tools.talk import CannotGoOn

ENTRIES = ("background/sw.js", "pages/pair.js", "panel/panel.js")
PAGES = ("panel/index.html", "pages/pair.html")
STYLE = "panel/index.css"
"""The one stylesheet of all pages: they begin with the same tokens and parts, and a zip compresses each file alone."""

SCRIPTS = ("content/route.js", "content/edge.js", "content/mount.js")  # in the order of the manifest
SCRIPT = "content/mount.js"
"""All of them in one, for a browser starts each script of a page by itself."""

ESBUILD = EXTENSION / "node_modules" / "esbuild" / "bin" / "esbuild"
SMALL = (
    "--minify",
    "--legal-comments=none",
    "--charset=utf8",
    "--log-level=warning",
)
TIGHTEN = """
import { minify } from "terser";
import { readFileSync } from "node:fs";
const small = {};
for (const [name, code] of Object.entries(JSON.parse(readFileSync(0, "utf8"))))
  small[name] = (await minify(code, { toplevel: true, ecma: 2022, compress: { passes: 2 } })).code;
console.log(JSON.stringify(small));
"""
BEFORE_BLOCKS = re.compile(r"\n +(?=</?(?:ul|ol|li|dl|div|section|header|details|label|h\d|p)\b)")
"""How deep what stands on lines of its own is in the source: a browser shows nothing of it."""
INDENT = re.compile(r"\n +")
"""And any other line of a template: it is shown as one space, whatever its depth."""

ICON = ('icon.svg" type="image/svg+xml', "../icons/48.png")
"""A page's icon, and the package's own that stands in its place there."""

MODULE = re.compile(r'<script type="module" src="([^"]+)"')
IMPORTS = re.compile(r'from"(\.[^"]+\.js)"')
STYLESHEET = re.compile(r'<link rel="stylesheet" href="([^"]+)">\n')


@cache  # all browsers get the same, and it takes seconds
def bundle(root: Path, *, window: bool = False) -> Mapping[str, bytes]:
    """Return the pages, their modules and styles, and the scripts for Clio's page, by their names in the package.

    `window`: with what only the agent's own window does, which a package leaves out.
    """
    # the scripts are classic ones, which share their names
    scripts = {SCRIPT: "".join((root / name).read_text("utf-8") for name in SCRIPTS)}
    files = {
        name: INDENT.sub(" ", BEFORE_BLOCKS.sub("", code))
        for name, code in _tightened({**_modules(root, window=window), **scripts}).items()
    }
    return {name: text.encode() for name, text in (files | _pages(root, files)).items()}


def _pages(root: Path, modules: Mapping[str, str]) -> dict[str, str]:
    """Return the pages and their one stylesheet, in which each page's own rules come last and are kept to it by its class.

    What a page's module imports is named too: a browser would else look for it only when the module is there.
    """
    pages = {name: (root / name).read_text("utf-8") for name in PAGES}
    styles = {
        normpath(f"{dirname(name)}/{path}"): None
        for name, page in pages.items()
        for path in STYLESHEET.findall(page)
    }
    files = {
        STYLE: _esbuild("--loader=css", text="".join((root / name).read_text("utf-8") for name in styles))
    }
    for name, page in pages.items():
        links = f'<link rel="stylesheet" href="{relpath(STYLE, dirname(name))}">\n' + "".join(
            f'<link rel="modulepreload" href="{path}">\n'
            for path in IMPORTS.findall(modules[f"{dirname(name)}/{MODULE.findall(page)[0]}"])
        )
        packed = STYLESHEET.sub("", page).replace(*ICON).replace("<script", links + "<script", 1)
        files[name] = INDENT.sub("\n", packed)
    return files


def _modules(root: Path, *, window: bool) -> dict[str, str]:
    in_a_browser = () if window else ('--define:location.protocol="chrome-extension:"',)  # or moz-
    with tempfile.TemporaryDirectory() as made:
        _esbuild(
            *(str(root / name) for name in ENTRIES),
            f"--outbase={root}",
            f"--outdir={made}",
            "--bundle",
            "--splitting",
            "--format=esm",
            "--target=esnext",
            "--chunk-names=shared/[hash]",
            "--external:*/vendor/lit-html.js",
            *in_a_browser,
        )
        found = sorted(Path(made).rglob("*.js"))
        return {path.relative_to(made).as_posix(): path.read_text("utf-8") for path in found}


def _tightened(scripts: Mapping[str, str]) -> dict[str, str]:
    tight: dict[str, str] = json.loads(
        _node("--input-type=module", "--eval", TIGHTEN, text=json.dumps(scripts))
    )
    return tight


def _esbuild(*arguments: str, text: str | None = None) -> str:
    return _node(str(ESBUILD), *SMALL, *arguments, text=text)


def _node(*arguments: str, text: str | None = None) -> str:
    """Run a program of the page's locked packages. Raise CannotGoOn when it fails or warns."""
    locked = node.locked()
    command = [locked.node if locked else "node", *arguments]
    done = subprocess.run(
        command, input=text, capture_output=True, encoding="utf-8", check=False, cwd=EXTENSION
    )
    if done.returncode or done.stderr:
        raise CannotGoOn(f"The extension could not be packed: {done.stderr.strip() or 'nothing was said'}")
    return done.stdout
