"""`./run bench`: run every benchmark, or those named, one after the other.

A benchmark is a file benchmarks/NAME.py that can be run as a module. Files whose name begins with _ are parts of others.
"""

import subprocess
from collections.abc import Sequence

from tools.places import ROOT, program
from tools.talk import CannotGoOn, say


def run(arguments: Sequence[str]) -> int:
    """Run the benchmarks. Returns 1 when one of them failed."""
    found = {
        path.stem: path
        for path in sorted((ROOT / "benchmarks").glob("*.py"))
        if not path.stem.startswith("_")
    }
    if unknown := [name for name in arguments if name not in found]:
        raise CannotGoOn(
            f"No benchmark called {', '.join(unknown)}; there are: {', '.join(found) or 'none'}."
        )
    failed = []
    for name in arguments or found:
        say(f"\n--- {name}")
        # As a module, from the root: there the checkout's own modules are found.
        ran = subprocess.run([program("python"), "-m", f"benchmarks.{name}"], cwd=ROOT, check=False)
        if ran.returncode != 0:
            failed.append(name)
    if failed:
        say(f"Failed: {', '.join(failed)}")
    return 1 if failed else 0
