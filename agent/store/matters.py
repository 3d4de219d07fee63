"""The mirror of the firm's matters and kinds of work, and the lawyer's own names for matters."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from agent.domain.ids import MatterId
from agent.domain.matter import Category, Matter
from agent.domain.searching import Catalogue, folded
from agent.errors import NotFound
from agent.store.database import Database
from agent.store.values import dump, load


@dataclass(frozen=True, slots=True)
class _Read:
    """The mirror as it stood at one of its changes, ready to be searched."""

    revision: int
    by_id: Mapping[MatterId, Matter]
    matters: list[Matter]
    catalogue: Catalogue


_NOTHING = _Read(-1, {}, [], Catalogue(()))


class Matters:
    """What the practice system said, last time it was asked. A locked matter is as good as gone until it is shown again."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._read = _NOTHING

    def keep(self, matters: Iterable[Matter]) -> int:
        """Keep new and changed matters and return how many differ from what was known."""
        changed = 0
        with self._database.transaction():
            at = self._revision() + 1
            for matter in matters:
                kept = self._database.write(
                    """INSERT INTO matter(id, status, body, changed) VALUES(?, ?, ?, ?) ON CONFLICT(id) DO UPDATE SET
                       status = excluded.status, body = excluded.body, changed = excluded.changed
                       WHERE body <> excluded.body""",
                    matter.id, matter.status, dump(replace(matter, aliases=())), at,
                )  # fmt: skip
                shown = self._database.write("DELETE FROM locked_matter WHERE id = ?", matter.id)
                if shown and not kept:
                    self._touch(matter.id, at)
                changed += bool(kept or shown)
            if changed:
                self._stands_at(at)
        return changed

    def lock(self, matter_id: MatterId, at: dt.datetime) -> None:
        """Hide a matter that the sign-in may no longer see, until the practice system shows it again."""
        with self._database.transaction():
            self._database.write(
                "INSERT INTO locked_matter VALUES(?, ?) ON CONFLICT(id) DO NOTHING", matter_id, at.isoformat()
            )
            self._changed(matter_id)

    def is_locked(self, matter_id: MatterId) -> bool:
        """Whether a matter is hidden."""
        return self._database.row("SELECT 1 FROM locked_matter WHERE id = ?", matter_id) is not None

    def call(self, matter_id: MatterId, alias: str) -> None:
        """Let the lawyer call a matter so; a name that another matter had is this one's from now on."""
        with self._database.transaction():
            before = self._database.row("SELECT matter_id FROM alias WHERE folded = ?", folded(alias))
            self._database.write(
                "INSERT OR REPLACE INTO alias VALUES(?, ?, ?)", folded(alias), matter_id, alias
            )
            for each in {matter_id} | ({before["matter_id"]} if before else set()):
                self._changed(each)

    def forget_alias(self, alias: str) -> None:
        """Take a name away. Raise NotFound when no matter is called so."""
        with self._database.transaction():
            row = self._database.row("SELECT matter_id FROM alias WHERE folded = ?", folded(alias))
            if row is None:
                raise NotFound("no matter is called that", hint="`tenth alias` lists the names you gave.")
            self._database.write("DELETE FROM alias WHERE folded = ?", folded(alias))
            self._changed(row["matter_id"])

    def all(self) -> list[Matter]:
        """Return every matter, closed ones too. What changed is read once and then shared."""
        return self._now().matters

    def by_id(self) -> Mapping[MatterId, Matter]:
        """Return every matter that may be seen by its id, shared as `all`."""
        return self._now().by_id

    def catalogue(self) -> Catalogue:
        """Return the index of every matter that may be seen, made once for each change of the mirror."""
        return self._now().catalogue

    def known(self, matter_id: MatterId) -> Matter | None:
        """Return one matter, locked or not; None when it is not in the mirror."""
        row = self._database.row("SELECT body FROM matter WHERE id = ?", matter_id)
        return None if row is None else load(Matter, row["body"])

    def get(self, matter_id: MatterId) -> Matter:
        """Return one matter. Raise NotFound."""
        if found := self.by_id().get(matter_id):
            return found
        if self.is_locked(matter_id):
            raise NotFound(
                "this sign-in may no longer see that matter", hint="Ask whoever manages the matter in Clio."
            )
        raise NotFound(f"there is no matter {matter_id} in the mirror", hint="Run `tenth sync`.")

    def numbered(self, display_number: str) -> Matter:
        """Return the matter with exactly this display number. Raise NotFound."""
        for matter in self.all():
            if matter.display_number == display_number:
                return matter
        raise NotFound(
            "no matter has exactly that number", hint="Run `tenth sync`, or check the number in Clio."
        )

    def count(self) -> int:
        """Return how many matters the mirror holds."""
        row = self._database.row("SELECT count(*) AS n FROM visible_matter")
        return 0 if row is None else int(row["n"])

    def keep_categories(self, categories: Sequence[Category]) -> None:
        """Replace the kinds of work."""
        with self._database.transaction():
            self._database.write("DELETE FROM category")
            for category in categories:
                self._database.write("INSERT INTO category VALUES(?, ?)", category.id, dump(category))

    def categories(self) -> list[Category]:
        """Return the kinds of work by name."""
        rows = self._database.rows("SELECT body FROM category")
        return sorted((load(Category, row["body"]) for row in rows), key=lambda c: c.name.casefold())

    def _now(self) -> _Read:
        before, revision = self._read, self._revision()
        if before.revision != revision:
            # Whoever comes second while this is being made makes the same; nobody waits for anybody.
            self._read = before = self._changes(before, revision)
        return before

    def _changes(self, before: _Read, revision: int) -> _Read:
        by_id = dict(before.by_id)
        called = self._aliases()
        rows = self._database.rows(
            """SELECT id, body, id IN (SELECT id FROM locked_matter) AS locked FROM matter
               WHERE changed > ? ORDER BY id""",
            before.revision,
        )
        for row in rows:
            if row["locked"]:
                by_id.pop(row["id"], None)
            else:
                by_id[row["id"]] = replace(load(Matter, row["body"]), aliases=called.get(row["id"], ()))
        matters = [by_id[id] for id in sorted(by_id)]
        return _Read(revision, by_id, matters, Catalogue(matters))

    def _aliases(self) -> dict[MatterId, tuple[str, ...]]:
        called: defaultdict[MatterId, tuple[str, ...]] = defaultdict(tuple)
        for row in self._database.rows("SELECT matter_id, alias FROM alias ORDER BY alias"):
            called[row["matter_id"]] += (row["alias"],)
        return called

    def _changed(self, matter_id: MatterId) -> None:
        at = self._revision() + 1
        self._touch(matter_id, at)
        self._stands_at(at)

    def _touch(self, matter_id: MatterId, at: int) -> None:
        self._database.write("UPDATE matter SET changed = ? WHERE id = ?", at, matter_id)

    def _revision(self) -> int:
        row = self._database.row("SELECT value FROM home WHERE key = 'matters_revision'")
        return 0 if row is None else int(row["value"])

    def _stands_at(self, revision: int) -> None:
        self._database.write("INSERT OR REPLACE INTO home VALUES('matters_revision', ?)", str(revision))
