"""Paired browsers, and the one opening for another.

No window shows any of it with the state of the desk, so nothing here counts as a change of the home: a browser that is merely
used must not make every page look again.
"""

from __future__ import annotations

import datetime as dt

from agent.domain.browser import Browser, Opening
from agent.store.database import Database, Row


class Browsers:
    """The browsers that may call, by id."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, browser: Browser) -> None:
        """Keep a browser that was just paired."""
        with self._database.transaction(unseen=True):
            self._database.write(
                "INSERT INTO browser VALUES(?, ?, ?, ?, ?)",
                browser.id, browser.name, browser.origin, browser.paired_at.isoformat(), _text(browser.last_used),
            )  # fmt: skip

    def get(self, browser_id: str) -> Browser | None:
        """Return a browser, None when it is not paired."""
        row = self._database.row("SELECT * FROM browser WHERE id = ?", browser_id)
        return None if row is None else _browser(row)

    def all(self) -> list[Browser]:
        """Return every paired browser, the one paired first first."""
        return [_browser(row) for row in self._database.rows("SELECT * FROM browser ORDER BY rowid")]

    def origins(self) -> frozenset[str]:
        """Return the origins that may call."""
        return frozenset(row["origin"] for row in self._database.rows("SELECT origin FROM browser"))

    def used(self, browser_id: str, moment: dt.datetime) -> None:
        """Note when a browser last called."""
        with self._database.transaction(unseen=True):
            self._database.write(
                "UPDATE browser SET last_used = ? WHERE id = ?", moment.isoformat(), browser_id
            )

    def remove(self, browser_id: str) -> bool:
        """Forget a browser and say whether there was one."""
        with self._database.transaction(unseen=True):
            return self._database.write("DELETE FROM browser WHERE id = ?", browser_id) > 0


class Openings:
    """The code that is shown, if one is. It lies here, and not in one process, so that its tries count in all of them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self) -> Opening | None:
        """Return the opening, alive or not; None when nobody opened pairing."""
        row = self._database.row("SELECT * FROM opening")
        if row is None:
            return None
        return Opening(row["id"], row["code"], dt.datetime.fromisoformat(row["dies_at"]), row["tries_left"])

    def keep(self, opening: Opening) -> None:
        """Keep the one opening there is; an earlier one ends."""
        with self._database.transaction(unseen=True):
            self._database.write("DELETE FROM opening")
            self._database.write(
                "INSERT INTO opening VALUES(?, ?, ?, ?)",
                opening.id, opening.code, opening.dies_at.isoformat(), opening.tries_left,
            )  # fmt: skip

    def end(self, opening_id: str) -> bool:
        """Remove an opening and say whether it was still there."""
        with self._database.transaction(unseen=True):
            return self._database.write("DELETE FROM opening WHERE id = ?", opening_id) > 0


def _browser(row: Row) -> Browser:
    used = row["last_used"]
    return Browser(
        row["id"],
        row["name"],
        row["origin"],
        dt.datetime.fromisoformat(row["paired_at"]),
        None if used is None else dt.datetime.fromisoformat(used),
    )


def _text(moment: dt.datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()
