"""The review page's set-up: its locked npm packages, and the one part it needs at run time, lit-html, copied beside it.

The page is not built: what lies in extension/ is what the browser runs. Only lit-html comes from outside, by the npm
lock with its hash, into the git-ignored extension/vendor/ together with its licence.
"""

import shutil

from tools import environment, node, stamps
from tools.node import Node
from tools.places import DEV_LOCK, EXTENSION
from tools.talk import CannotGoOn, run_or_stop, say

MODULES = EXTENSION / "node_modules"
VENDOR = EXTENSION / "vendor"
VENDORED = ("lit-html.js", "lit-html.d.ts", "directive.d.ts", "LICENSE")  # the .d.ts are for the type check

# Scripts of packages are not wanted, nor is a minute of waiting where the registry cannot be reached.
QUICKLY = (
    "--ignore-scripts",
    "--no-audit",
    "--no-fund",
    "--fetch-retries=1",
    "--fetch-retry-mintimeout=1000",
)


def set_up(*, with_checks: bool) -> None:
    """Fetch what the page needs to run and, with_checks, what its checks need too."""
    everything, page_only = (
        stamps.digest(name, EXTENSION / "package-lock.json") for name in ("checks", "page")
    )
    complete = MODULES.is_dir() and all((VENDOR / name).is_file() for name in VENDORED)
    if complete and stamps.is_fresh("panel", everything, *([] if with_checks else [page_only])):
        return
    stamps.forget("panel")
    say("Fetching the review page's part (lit-html)" + (" and its checks." if with_checks else "."))
    leave_out = [] if with_checks else ["--omit=dev"]
    ci = [*_node().npm, "ci", *QUICKLY, *leave_out]
    run_or_stop(ci, what="Fetching the page's packages with npm", cwd=EXTENSION)
    VENDOR.mkdir(exist_ok=True)
    for name in VENDORED:
        shutil.copyfile(MODULES / "lit-html" / name, VENDOR / name)
    stamps.mark("panel", everything if with_checks else page_only)


def _node() -> Node:
    """Find the locked Node; where only the product is installed, fetch it first."""
    if found := node.locked():
        return found
    environment.add_from(DEV_LOCK, node.PACKAGE)
    if found := node.locked():
        return found
    raise CannotGoOn(f"{node.PACKAGE} was installed, but there is no Node in it.")
