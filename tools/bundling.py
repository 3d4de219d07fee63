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
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from posixpath import commonprefix, dirname, normpath, relpath

from tools import node
from tools.places import EXTENSION
from tools.talk import CannotGoOn

ENTRIES = ("background/sw.js", "pages/pair.js", "panel/panel.js")
PAGES = ("pages/pair.html", "panel/index.html")
SHARED_STYLE = "shared/parts.css"
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
  small[name] = (await minify(code, { module: true, ecma: 2022, compress: { passes: 2 } })).code;
console.log(JSON.stringify(small));
"""
INDENT = re.compile(rb"\n +")
"""How deep a line of a template stands in the source: a browser shows it as one space, whatever its depth."""
BEFORE_BLOCKS = re.compile(rb"\n(?=</?(?:ul|ol|dl|div|section|header|details|h\d|p)\b)")
"""And before what stands on lines of its own, as none."""

MODULE = re.compile(r'<script type="module" src="([^"]+)"')
IMPORTS = re.compile(rb'from"(\.[^"]+\.js)"')
STYLESHEET = re.compile(r'<link rel="stylesheet" href="([^"]+)">\n')


@cache  # all browsers get the same, and it takes seconds
def bundle(root: Path, *, window: bool = False) -> Mapping[str, bytes]:
    """Return the pages, their modules and styles, and the scripts for Clio's page, by their names in the package.

    `window`: with what only the agent's own window does, which a package leaves out.
    """
    files = _modules(root, window=window)
    scripts = "".join(
        (root / name).read_text("utf-8") for name in SCRIPTS
    )  # classic ones, which share their names
    files[SCRIPT] = _esbuild("--loader=js", text=scripts).encode()
    return files | _pages(root, files)


def _pages(root: Path, modules: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the pages, each with one stylesheet of its own after the one that they share: what all of them begin with.

    What a page's module imports is named too: a browser would else look for it only when the module is there.
    """
    pages = {name: (root / name).read_text("utf-8") for name in PAGES}
    styles = {
        name: [normpath(f"{dirname(name)}/{path}") for path in STYLESHEET.findall(page)]
        for name, page in pages.items()
    }
    shared = commonprefix(list(styles.values()))
    files = {SHARED_STYLE: _style(root, shared)}
    for name, page in pages.items():
        own = name.removesuffix(".html") + ".css"
        files[own] = _style(root, styles[name][len(shared) :])
        links = "".join(
            f'<link rel="stylesheet" href="{relpath(style, dirname(name))}">\n'
            for style in (SHARED_STYLE, own)
        ) + "".join(
            f'<link rel="modulepreload" href="{path.decode()}">\n'
            for path in IMPORTS.findall(modules[f"{dirname(name)}/{MODULE.findall(pages[name])[0]}"])
        )
        files[name] = STYLESHEET.sub("", page).replace("<script", links + "<script", 1).encode()
    return files


def _style(root: Path, names: Sequence[str]) -> bytes:
    return _esbuild("--loader=css", text="".join((root / name).read_text("utf-8") for name in names)).encode()


def _modules(root: Path, *, window: bool) -> dict[str, bytes]:
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
        joined = {path.relative_to(made).as_posix(): path.read_text("utf-8") for path in found}
    tight = json.loads(_node("--input-type=module", "--eval", TIGHTEN, text=json.dumps(joined)))
    return {name: BEFORE_BLOCKS.sub(b"", INDENT.sub(b"\n", code.encode())) for name, code in tight.items()}


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
