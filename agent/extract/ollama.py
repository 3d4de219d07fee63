"""The extractor that asks a language model in Ollama, on this computer. The rules go before it, around it and behind it.

    rules: labels, facts by id, plausible matters, time        groundwork
    model: sorts the passages, twice, candidates in two orders  prompt -> reply -> merging
    rules: decision, facts, time of each block                  suggesting
    model: chooses the words, facts by id                       telling, held against the passages by support
    code:  puts the words together

The model writes no figure, name, date, matter or duration. What it fails at, the rules do, and the entry says so (`by_rules`).
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from agent.domain.billing import UnitRule
from agent.domain.matter import Matter
from agent.domain.source import Source
from agent.domain.suggestion import Extraction, NotBilled, Suggestion
from agent.domain.suggestion import NotBilledWhy as Why
from agent.extract.claiming import claims
from agent.extract.deciding import is_worth_an_entry
from agent.extract.errors import AnswerUnusable, ExtractError
from agent.extract.groundwork import Groundwork, groundwork
from agent.extract.merging import Flag, Recut, Vote, activity_questioned, recut, settled, views, votes
from agent.extract.ollama_client import LocalLine
from agent.extract.ollama_trial import fit_model, local_models
from agent.extract.ollama_wire import Question
from agent.extract.promising import promises
from agent.extract.prompt import SORTING, Chunk, chunks, matter_id, sorting_data
from agent.extract.reply import stretches_in
from agent.extract.schema import stretches_schema
from agent.extract.sharing import each_minute_once
from agent.extract.suggesting import Draft, draft_of, suggestion_of
from agent.extract.telling import question, told
from agent.ports import Extractor

_ANSWER_TOKENS = 2048
_PATIENCE = 2  # questions in a row without any answer, after which no more are asked of this source
_SOURCE_SECONDS = 1800.0  # for all questions about one source
_log = logging.getLogger(__name__)

Ask = Callable[[Question], str]


def open_ollama(line: LocalLine | None = None) -> Extractor:
    """Return the extractor over the best local model that passes the trial.

    Raise OllamaNotRunning, NoSuitableModel or ModelUnfit.
    """
    line = line or LocalLine()
    try:
        model = fit_model(line)
    except ExtractError:
        line.close()
        raise
    return OllamaExtractor(lambda asked: line.ask(model, asked), model)


def find_local_model(line: LocalLine | None = None) -> str | None:
    """Return the name of a model that could be used, None when there is none. Asks it nothing; takes a moment at most."""
    line = line or LocalLine()
    try:
        return local_models(line)[0]
    except ExtractError:
        return None
    finally:
        line.close()


class OllamaExtractor:
    """Finds the billable work with a local model's help."""

    def __init__(self, ask: Ask, model: str, *, clock: Callable[[], float] = time.monotonic) -> None:
        """`ask` puts one question to `model` and raises ExtractError when no answer comes."""
        self._ask = ask
        self._model = model
        self._clock = clock

    def extract(self, source: Source, matters: Sequence[Matter], rule: UnitRule) -> Extraction:
        """Suggest entries over `matters`; whatever the model answers, nothing is raised and nothing invented."""
        ask = _Patient(self._ask, self._clock)
        ground = groundwork(source, matters)
        readings = [_readings(chunk, ground, ask) for chunk in chunks(ground.open)]
        found, marks = recut(ground, views(readings))
        drafts = _drafts(ground, found)
        made = [_suggestion(draft, ground, cut, rule, ask) for draft, cut in drafts]
        billed = {p for s in made for p in s.passages}
        idle = tuple(
            NotBilled(p.id, marks[p.at] or Why.UNCLEAR) for p in ground.reading.passages if p.id not in billed
        )
        suggestions = each_minute_once(source, made, idle, rule)
        _log.info("asked %d times, %d without use, %d entries", ask.asked, ask.failed, len(suggestions))
        promised = promises(ground.reading, marks) if suggestions else ()
        asked = claims(ground.reading, marks) if suggestions else ()
        return Extraction(suggestions, idle, f"ollama {self._model}", promised, asked)


class _Patient:
    """Asks, counts, and asks no more when time is up, or after questions in a row without an answer: Ollama hangs."""

    def __init__(self, ask: Ask, clock: Callable[[], float]) -> None:
        self._ask = ask
        self._clock = clock
        self._until = clock() + _SOURCE_SECONDS
        self._silent = 0
        self.asked = 0
        self.failed = 0

    def __call__(self, asked: Question) -> str:
        if self._silent >= _PATIENCE or self._clock() > self._until:
            raise AnswerUnusable("given up")
        self.asked += 1
        try:
            answer = self._ask(asked)
        except ExtractError:
            self._silent += 1
            raise
        self._silent = 0
        return answer

    def lost(self, error: ExtractError) -> None:
        """Note an answer that could not be used."""
        self.failed += 1
        _log.info(
            "an answer could not be used: %s", error.why if isinstance(error, AnswerUnusable) else error.code
        )


def _readings(chunk: Chunk, ground: Groundwork, ask: _Patient) -> list[Mapping[int, Vote]]:
    """Return a chunk as the model sorts it with the matters in order, and again in reverse; nothing unless both can be used."""
    orders = (
        [ground.candidates, ground.candidates[::-1]] if len(ground.candidates) > 1 else [ground.candidates]
    )
    try:
        return [_reading(chunk, matters, ask) for matters in orders]
    except ExtractError as error:
        ask.lost(error)
        return []


def _reading(chunk: Chunk, matters: Sequence[Matter], ask: _Patient) -> Mapping[int, Vote]:
    listed = [matter_id(n) for n in range(len(matters))]
    form = stretches_schema(chunk.ids, listed)
    answer = ask(Question(SORTING, sorting_data(chunk, matters), form, _ANSWER_TOKENS))
    return votes(stretches_in(answer, passages=chunk.ids, matters=listed), chunk, matters)


def _drafts(ground: Groundwork, found: Sequence[Recut]) -> list[tuple[Draft, Recut]]:
    worth = [cut for cut in found if is_worth_an_entry(ground.reading, cut.block)]
    alone = len(worth) == 1
    return [(draft_of(ground.reading, cut.block, ground.index, alone=alone), cut) for cut in worth]


def _suggestion(draft: Draft, ground: Groundwork, cut: Recut, rule: UnitRule, ask: _Patient) -> Suggestion:
    """Settle a block's matter and have its words chosen."""
    decision, doubts = settled(cut, draft.decision, ground.sure)
    flags: list[Flag] = list(doubts)
    if activity_questioned(cut, draft.work.activity):
        flags.append(Flag.ACTIVITY_QUESTIONED)
    pointed_at = draft.matter_passages or cut.pointed_at
    draft, parts = replace(draft, decision=decision, matter_passages=pointed_at), None
    try:
        draft, parts = told(draft, ask(question(draft)), ground.index)
    except ExtractError as error:
        ask.lost(error)
        flags.append(Flag.BY_RULES)
    suggestion = suggestion_of(draft, rule, parts)
    return replace(suggestion, flags=tuple(dict.fromkeys((*suggestion.flags, *(f.value for f in flags)))))
