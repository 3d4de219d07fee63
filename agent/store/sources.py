"""Sources, and the suggestions made of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field

from agent.domain.capture import Recording
from agent.domain.ids import SourceId, SuggestionId
from agent.domain.source import Failure, Source, Stage
from agent.domain.suggestion import Claim, NotBilled, Promise, Suggestion
from agent.errors import NotFound
from agent.store.database import Database, Row
from agent.store.values import dump, load


@dataclass(frozen=True, slots=True)
class KeptSource:
    """A source as the home keeps it. `sound_key` opens its sealed recording; without the key the sound is gone.

    `recording` tells of a call that was captured here: by whose consent, and where there is no sound. `words_by`: who made its
    words of sound, servers by name and "" for this computer; nobody where they were never sound here.
    """

    source: Source
    taken_at: dt.datetime
    failure: Failure | None = None
    sound_key: bytes | None = field(default=None, repr=False)
    extracted_by: str | None = None
    not_billed: tuple[NotBilled, ...] = ()
    promises: tuple[Promise, ...] = ()
    claims: tuple[Claim, ...] = ()
    recording: Recording | None = None
    words_by: tuple[str, ...] = ()


class Sources:
    """Every call, transcript, e-mail and document taken in."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(
        self, source: Source, *, taken_at: dt.datetime, sound_key: bytes | None = None, recording: Recording | None = None
    ) -> None:  # fmt: skip
        """Keep a new source."""
        with self._database.transaction():
            self._database.write(
                "INSERT INTO source(id, sha256, stage, taken_at, body, sound_key, recording) VALUES(?, ?, ?, ?, ?, ?, ?)",
                source.id, source.sha256, source.stage, taken_at.isoformat(), dump(source), sound_key,
                None if recording is None else dump(recording),
            )  # fmt: skip

    def forget_sound(self, source_id: SourceId) -> None:
        """Forget the key of a source's sound: nobody can open it any more."""
        with self._database.transaction():
            self._database.write("UPDATE source SET sound_key = NULL WHERE id = ?", source_id)

    def advance(self, source: Source) -> None:
        """Keep a source that has come a stage further; what failed before is forgotten."""
        with self._database.transaction():
            self._database.write(
                "UPDATE source SET stage = ?, body = ?, failure = NULL WHERE id = ?",
                source.stage, dump(source), source.id,
            )  # fmt: skip

    def fail(self, source_id: SourceId, failure: Failure) -> None:
        """Keep why the next step did not work."""
        with self._database.transaction():
            self._database.write("UPDATE source SET failure = ? WHERE id = ?", dump(failure), source_id)

    def try_again(self, source_id: SourceId) -> None:
        """Forget why the next step did not work, and nothing else: the source may have come further meanwhile."""
        with self._database.transaction():
            self._database.write("UPDATE source SET failure = NULL WHERE id = ?", source_id)

    def note_words_by(self, source_id: SourceId, hosts: Collection[str]) -> None:
        """Note who made words of a source, beside those who did before."""
        with self._database.transaction():
            kept = tuple(dict.fromkeys((*self.get(source_id).words_by, *hosts)))
            self._database.write("UPDATE source SET words_by = ? WHERE id = ?", dump(kept), source_id)

    def keep_extraction(
        self, source_id: SourceId, *, by: str, not_billed: tuple[NotBilled, ...],
        suggestions: dict[SuggestionId, Suggestion], promises: tuple[Promise, ...] = (),
        claims: tuple[Claim, ...] = (),
    ) -> None:  # fmt: skip
        """Keep what an extractor made of a source."""
        with self._database.transaction():
            self._database.write(
                "UPDATE source SET extracted_by = ?, not_billed = ?, promises = ?, claims = ? WHERE id = ?",
                by, dump(not_billed), dump(promises), dump(claims), source_id,
            )  # fmt: skip
            for place, (suggestion_id, suggestion) in enumerate(suggestions.items()):
                self._database.write(
                    "INSERT INTO suggestion VALUES(?, ?, ?, ?)",
                    suggestion_id,
                    source_id,
                    place,
                    dump(suggestion),
                )

    def keep_claims(self, source_id: SourceId, claims: tuple[Claim, ...]) -> None:
        """Keep what is still to be asked of a room."""
        with self._database.transaction():
            self._database.write("UPDATE source SET claims = ? WHERE id = ?", dump(claims), source_id)

    def get(self, source_id: SourceId) -> KeptSource:
        """Return one source. Raise NotFound."""
        row = self._database.row("SELECT * FROM source WHERE id = ?", source_id)
        if row is None:
            raise NotFound(f"there is no source {source_id}")
        return _kept(row)

    def is_waiting(self, source_id: SourceId) -> bool:
        """Return whether a source waits for its words."""
        row = self._database.row("SELECT stage FROM source WHERE id = ?", source_id)
        return row is not None and row["stage"] == Stage.RECORDED

    def with_content(self, sha256: str) -> KeptSource | None:
        """Return the source with exactly this content, None when it was never taken in."""
        row = self._database.row("SELECT * FROM source WHERE sha256 = ?", sha256)
        return None if row is None else _kept(row)

    def all(self) -> list[KeptSource]:
        """Return every source, the newest first."""
        return [_kept(row) for row in self._database.rows("SELECT * FROM source ORDER BY taken_at DESC, id")]

    def unfinished(self) -> list[KeptSource]:
        """Return the sources whose next step is the machine's, in the order in which they came."""
        return [
            _kept(row)
            for row in self._database.rows(
                "SELECT * FROM source WHERE stage IN (?, ?) AND failure IS NULL ORDER BY taken_at, id",
                Stage.RECORDED, Stage.TRANSCRIBED,
            )
        ]  # fmt: skip

    def suggestion(self, suggestion_id: SuggestionId) -> Suggestion:
        """Return one suggestion as it was made."""
        row = self._database.row("SELECT body FROM suggestion WHERE id = ?", suggestion_id)
        if row is None:
            raise NotFound(f"there is no suggestion {suggestion_id}")
        return load(Suggestion, row["body"])


def _kept(row: Row) -> KeptSource:
    return KeptSource(
        source=load(Source, row["body"]),
        taken_at=dt.datetime.fromisoformat(row["taken_at"]),
        failure=None if row["failure"] is None else load(Failure, row["failure"]),
        sound_key=row["sound_key"],
        extracted_by=row["extracted_by"],
        not_billed=load(tuple[NotBilled, ...], row["not_billed"]),
        promises=load(tuple[Promise, ...], row["promises"]),
        claims=load(tuple[Claim, ...], row["claims"]),
        recording=None if row["recording"] is None else load(Recording, row["recording"]),
        words_by=load(tuple[str, ...], row["words_by"]),
    )
