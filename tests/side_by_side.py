"""How tests are shared out among processes that run side by side.

A file's tests stay in one process, so that what they prepare is prepared once. A sign-in comes back to one fixed port of this
computer: the tests that make one are all given to the same process, the longest work first.
"""

from __future__ import annotations

from xdist.scheduler import LoadScopeScheduling

SIGN_IN = (
    "tests/journeys/",
    "tests/cli/test_verbs_ledger.py",
    "tests/clio/test_callback.py",
    "tests/contracts/test_sign_in.py",
)


class Together(LoadScopeScheduling):
    """Gives out whole files, and all that signs in as one."""

    def _split_scope(self, nodeid: str) -> str:
        return "sign-in" if nodeid.startswith(SIGN_IN) else nodeid.partition("::")[0]
