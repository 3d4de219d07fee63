"""Processing: what the machine does with a source, one step at a time.

    RECORDED --transcribe--> TRANSCRIBED --suggest--> SUGGESTED (drafts on the desk)

Each step reads, works, and writes its result together with the new stage in one transaction. A crash costs that step; a failure
is kept with the source in words and can be tried again.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace

from agent.domain.capture import with_silences
from agent.domain.drafting import from_suggestion
from agent.domain.ids import EntryId, SourceId, SuggestionId
from agent.domain.source import Failure, Stage
from agent.domain.suggestion import MatterState, Suggestion
from agent.domain.transcript import Transcript
from agent.errors import TenthError
from agent.ports import Extractor
from agent.store.sources import KeptSource
from agent.workflow.desk import Desk
from agent.workflow.hearing import Hearing
from agent.workflow.money import Book
from agent.workflow.taking_in import speakers

log = logging.getLogger(__name__)

Progress = Callable[[str, int], None]
"""Told what is being done ("transcribing", "suggesting") and how far it is: milliseconds of sound, or 0."""


def silent(_what: str, _done: int) -> None:
    """A listener that does not care."""


@dataclass(frozen=True, slots=True)
class Processing:
    """Brings sources forward until it is the lawyer's turn."""

    desk: Desk
    hearing: Hearing
    extractor: Extractor

    def all(self, progress: Progress = silent) -> int:
        """Bring every unfinished source as far as it goes and return how many steps were taken."""
        steps = 0
        with self.desk.only_one("process"):
            while unfinished := self.desk.store.sources.unfinished():
                self._step(unfinished[0], progress)
                steps += 1
        return steps

    def unfinished(self) -> int:
        """Return how many sources wait for the machine."""
        return len(self.desk.store.sources.unfinished())

    def again(self, source_id: SourceId) -> None:
        """Let the failed step of a source be tried again."""
        self.desk.store.sources.advance(self.desk.store.sources.get(source_id).source)

    def _step(self, kept: KeptSource, progress: Progress) -> None:
        step = self._transcribe if kept.source.stage is Stage.RECORDED else self._suggest
        try:
            step(kept, progress)
        except TenthError as error:
            log.warning("source %s stays %s: %s", kept.source.id, kept.source.stage, error.code)
            self.desk.store.sources.fail(kept.source.id, Failure(error.code, str(error), error.hint))

    def _transcribe(self, kept: KeptSource, progress: Progress) -> None:
        source = kept.source
        segments = self.hearing.words(kept, lambda end_ms: progress("transcribing", end_ms))
        passages = Transcript.merged(segments).passages(speakers(source.context))
        if kept.recording is not None:
            passages = with_silences(passages, kept.recording, source.context)
        echoes = {(s.start_ms, s.end_ms, s.text) for s in segments if s.echo}
        with self.desk.store.transaction():
            self.desk.store.sources.advance(source.with_words(passages, echoes))
            self.desk.store.heard.forget(source.id)
        log.info("source %s transcribed: %d passages", source.id, len(passages))

    def _suggest(self, kept: KeptSource, progress: Progress) -> None:
        source = kept.source
        progress("suggesting", 0)
        book = Book.opened(self.desk)
        extraction = self.extractor.extract(source, self.desk.store.matters.all(), book.rule(None))
        suggestions = {
            SuggestionId(self.desk.new_id()): self._with_known_matter(s, source.context.matter)
            for s in extraction.suggestions
        }
        with self.desk.store.transaction():
            self.desk.store.sources.keep_extraction(
                source.id,
                by=extraction.by,
                not_billed=extraction.not_billed,
                suggestions=suggestions,
                promises=extraction.promises,
            )
            for place, (suggestion_id, suggestion) in enumerate(suggestions.items()):
                entry = from_suggestion(
                    suggestion, entry_id=EntryId(self.desk.new_id()), suggestion_id=suggestion_id, source=source,
                    today=self.desk.today(), rule=book.rule(suggestion.matter_id),
                )  # fmt: skip
                self.desk.store.entries.add(entry, place=place)
            self.desk.store.sources.advance(replace(source, stage=Stage.SUGGESTED))
        log.info("source %s: %d suggestions by %s", source.id, len(suggestions), extraction.by)

    def _with_known_matter(self, suggestion: Suggestion, display_number: str | None) -> Suggestion:
        """Put the matter in that the lawyer named when taking the source in."""
        if display_number is None:
            return suggestion
        matter = self.desk.store.matters.numbered(display_number)
        return replace(
            suggestion, matter_state=MatterState.CHOSEN, matter_id=matter.id, matter=matter.display_number
        )
