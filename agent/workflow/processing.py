"""Processing: what the machine does with a source, one step at a time.

    RECORDED --transcribe--> TRANSCRIBED --suggest--> SUGGESTED (drafts on the desk)
                                  ^                      |
                                  +--said afterwards-----+      while every draft is the machine's still; else one draft more

Each step reads, works, and writes its result together with the new stage in one transaction. A crash costs that step; a failure
is kept with the source in words and can be tried again. What the database cannot keep for now, for want of room, is no failure
of the source: it goes to whoever called, who tries again later.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace

from agent.domain import room
from agent.domain.capture import with_silences
from agent.domain.clock import TYPED_FORM
from agent.domain.dictation import with_words
from agent.domain.drafting import from_suggestion
from agent.domain.ids import EntryId, SourceId, SuggestionId
from agent.domain.memo import dictated, is_memo
from agent.domain.naming import shown_with
from agent.domain.source import Failure, Source, SourceKind, Stage
from agent.domain.suggestion import Extraction, MatterState, Suggestion
from agent.domain.transcript import Transcript
from agent.errors import TenthError
from agent.ports import Extractor
from agent.store.dictations import KeptDictation
from agent.store.errors import StoreUnavailable
from agent.store.sources import KeptSource
from agent.workflow.desk import Desk
from agent.workflow.hearing import EngineChanged, Hearing
from agent.workflow.money import Book
from agent.workflow.naming import named, named_in
from agent.workflow.remaking import can_be_made_anew, make_anew
from agent.workflow.sound import SoundGone

log = logging.getLogger(__name__)

Progress = Callable[[str, int], None]
"""Told what is being done ("transcribing", "suggesting") and how far it is: milliseconds of sound, or 0."""


NOTHING_HEARD = Failure(
    "nothing_heard",
    "no words were heard in what you said",
    "Say it again, nearer to the microphone, or type it.",
)


class Unexpected(TenthError):
    """A step ended in a way that nobody foresaw."""

    code = "unexpected"
    hint = "Nothing was lost. Let it be tried again; if it happens again, run `tenth doctor`."


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
            while True:
                if self.hearing.is_stopped:
                    return steps
                if said := self.desk.store.dictations.waiting():
                    self._hear(said[0], progress)
                elif unfinished := self.desk.store.sources.unfinished():
                    self._step(unfinished[0], progress)
                else:
                    return steps
                steps += 1

    def unfinished(self) -> int:
        """Return how many sources and dictations wait for the machine."""
        return len(self.desk.store.sources.unfinished()) + len(self.desk.store.dictations.waiting())

    def again(self, source_id: SourceId) -> None:
        """Let the failed step of a source be tried again."""
        self.desk.store.sources.get(source_id)
        self.desk.store.sources.try_again(source_id)

    def _step(self, kept: KeptSource, progress: Progress) -> None:
        step = self._transcribe if kept.source.stage is Stage.RECORDED else self._suggest
        try:
            step(kept, progress)
        except EngineChanged:
            return  # once more, elsewhere
        except (StoreUnavailable, OSError):
            raise
        except TenthError as error:
            self._failed(kept.source.id, error)
        except Exception as error:  # a door: one source that nobody can read must not keep the others waiting
            log.exception("source %s stumbled", kept.source.id)
            self._failed(
                kept.source.id, Unexpected(f"something unexpected happened ({type(error).__name__})")
            )

    def _failed(self, source_id: SourceId, error: TenthError) -> None:
        """Keep why a step of a source did not work, unless it was broken off because Tenth closes."""
        if self.hearing.is_stopped:
            return
        log.warning("source %s waits: %s", source_id, error.code)
        self.desk.store.sources.fail(source_id, Failure(error.code, str(error), error.hint))

    def _transcribe(self, kept: KeptSource, progress: Progress) -> None:
        """Hear a call; what the lawyer said of it meanwhile (a room, a memo) holds for its words."""
        store, source_id = self.desk.store, kept.source.id
        segments = self.hearing.words(kept, lambda end_ms: progress("transcribing", end_ms))
        echoes = {(s.start_ms, s.end_ms, s.text) for s in segments if s.echo}
        with store.transaction():
            source = store.sources.get(source_id).source
            passages = Transcript.merged(segments).passages(room.names(source.context, room=source.room))
            if is_memo(source):
                passages = dictated(passages, source.context.timekeeper)
            if kept.recording is not None:
                passages = with_silences(passages, kept.recording, source.context)
            store.sources.advance(source.with_words(passages, echoes))
            store.sources.note_words_by(source_id, store.heard.by(source_id))
            store.heard.forget(source_id)
        log.info("source %s transcribed: %d passages", source_id, len(passages))

    def _hear(self, said: KeptDictation, progress: Progress) -> None:
        """Bring a dictation to its words, and forget its sound."""
        store, dictation = self.desk.store, said.dictation
        progress("transcribing", 0)
        try:
            tracks = self.hearing.shelf.tracks(dictation.id, said.sound_key, salvage=True)
            names = self.hearing.names(store.sources.get(dictation.source_id))
            engine = self.hearing.engine(dictation.id)
            with self.hearing.using(engine.transcriber) as transcriber:
                spoken = transcriber.transcribe(tracks, hotwords=names)
                words = [s.text for s in spoken if s.text.strip()]
        except EngineChanged:
            return None  # once more, elsewhere
        except StoreUnavailable:
            raise
        except TenthError as error:
            if isinstance(error, SoundGone):  # its sound is gone for good: the call must not wait for it
                store.dictations.forget(dictation.id)
            return self._failed(dictation.source_id, error)
        added = self._added(dictation.source_id, words)
        with store.transaction():
            kept = store.sources.get(dictation.source_id)
            source, said_now = with_words(kept.source, words)
            source = named_in(self.desk, kept, source, said_now)
            if not words:
                store.sources.fail(source.id, NOTHING_HEARD)
            elif source.stage is Stage.TRANSCRIBED:
                store.sources.advance(source)
            elif can_be_made_anew(store, source.id):
                make_anew(store, source)
            elif added is None:
                return None  # a draft was changed meanwhile: once more
            else:
                self._keep(source, _together(kept, added), Book.opened(self.desk))
            if words:
                store.sources.note_words_by(source.id, [engine.host])
            store.dictations.forget(dictation.id)
            store.heard.forget(dictation.id)
        self.hearing.shelf.forget(dictation.id)
        log.info("dictation %s: %d passages", dictation.id, len(words))
        return None

    def _added(self, source_id: SourceId, words: list[str]) -> Extraction | None:
        """Find the work in what was said alone, where the lawyer has changed what is there; None where that is not so."""
        store = self.desk.store
        if not words or can_be_made_anew(store, source_id):
            return None
        kept = store.sources.get(source_id)
        source, said = with_words(kept.source, words)
        heard = named_in(self.desk, kept, source, said)
        note = replace(heard, kind=SourceKind.NOTE, form=TYPED_FORM, passages=said, room=False).as_meant()
        return self.extractor.extract(note, store.matters.all(), Book.opened(self.desk).rule(None))

    def _suggest(self, kept: KeptSource, progress: Progress) -> None:
        progress("suggesting", 0)
        source, book = named(self.desk, kept), Book.opened(self.desk)
        extraction = self.extractor.extract(source.as_meant(), self.desk.store.matters.all(), book.rule(None))
        with self.desk.store.transaction():
            if self.desk.store.sources.get(source.id).source != kept.source:
                return  # the lawyer said something of it meanwhile: once more, with that
            self._keep(source, extraction, book)
        log.info("source %s: %d suggestions by %s", source.id, len(extraction.suggestions), extraction.by)

    def _keep(self, source: Source, extraction: Extraction, book: Book) -> None:
        """Make drafts after those that are there, and keep the source as suggested, in the caller's transaction."""
        store = self.desk.store
        suggestions = {
            SuggestionId(self.desk.new_id()): self._with_known_matter(
                shown_with(s, source), source.context.matter
            )
            for s in extraction.suggestions
        }
        first = len(store.entries.of_source(source.id))
        store.sources.keep_extraction(
            source.id,
            by=extraction.by,
            not_billed=extraction.not_billed,
            suggestions=suggestions,
            promises=extraction.promises,
            claims=extraction.claims,
        )
        for place, (suggestion_id, suggestion) in enumerate(suggestions.items(), first):
            entry = from_suggestion(
                suggestion, entry_id=EntryId(self.desk.new_id()), suggestion_id=suggestion_id, source=source,
                today=self.desk.today(), rule=book.rule(suggestion.matter_id),
            )  # fmt: skip
            store.entries.add(entry, place=place)
        store.sources.advance(replace(source, stage=Stage.SUGGESTED))

    def _with_known_matter(self, suggestion: Suggestion, display_number: str | None) -> Suggestion:
        """Put the matter in that the lawyer named when taking the source in."""
        if display_number is None:
            return suggestion
        matter = self.desk.store.matters.numbered(display_number)
        return replace(
            suggestion, matter_state=MatterState.CHOSEN, matter_id=matter.id, matter=matter.display_number
        )


def _together(kept: KeptSource, added: Extraction) -> Extraction:
    """Return what is found in a dictation with what was not billed and promised before."""
    return replace(
        added, by=kept.extracted_by or added.by, not_billed=(*kept.not_billed, *added.not_billed),
        promises=(*kept.promises, *added.promises), claims=kept.claims,
    )  # fmt: skip
