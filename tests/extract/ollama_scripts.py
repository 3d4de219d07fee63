"""Scripted language models, and the practice call they are asked about. A script sees what a real model would be shown."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from agent import voice
from agent.cli.matters_file import read_matters
from agent.domain.billing import UnitRule
from agent.domain.ids import SourceId, passage_id
from agent.domain.matter import Matter
from agent.domain.source import Context, Passage, Person, Source, SourceKind, Stage
from agent.domain.suggestion import Extraction
from agent.extract.ollama import OllamaExtractor
from agent.extract.ollama_wire import Question
from agent.extract.rules import RulesExtractor

_CUE = re.compile(r"(\d\d):(\d\d):(\d\d)\.(\d{3}) --> (\d\d):(\d\d):(\d\d)\.(\d{3})\n([^:\n]+): (.+)")
_ZONE = dt.timezone(dt.timedelta(hours=10))

LEASE, ROOF = "20417-Copper Kettle", "20431-Hale"


def practice_call() -> Source:
    """Return the practice call as its transcript has it: the lease (s9 to s20), a hold, the roof (s25 to s40)."""
    cues = _CUE.findall(voice.call_path("practice_call", ".vtt").read_text("utf-8"))
    passages = tuple(
        Passage(passage_id(n), text, who, _ms(*cue[:4]), _ms(*cue[4:8]))
        for n, (*cue, who, text) in enumerate(cues, 1)
    )
    people = (Person("Ruth Calder"), Person("Marcus Hale"))
    context = Context(dt.datetime(2026, 5, 19, 10, tzinfo=_ZONE), "Ruth Calder", people)
    return Source(
        SourceId("call"), SourceKind.TRANSCRIPT, "zoom_vtt", Stage.TRANSCRIBED, "0" * 64, passages, context
    )


def _ms(hours: str, minutes: str, seconds: str, thousandths: str) -> int:
    return ((int(hours) * 60 + int(minutes)) * 60 + int(seconds)) * 1000 + int(thousandths)


def firm() -> list[Matter]:
    """Return the practice firm's matters that the calls are about, closed and confusable ones among them."""
    return read_matters(Path(voice.__file__).with_name("matters.json"))


def shown(question: Question) -> dict[str, Any]:
    """Return the data of a question: its JSON, without the reminder that follows."""
    data: dict[str, Any] = json.JSONDecoder().raw_decode(question.user)[0]
    return data


def is_sorting(question: Question) -> bool:
    """Whether a question asks to sort passages, rather than for words."""
    return "matters" in shown(question)


def matter_about(question: Question, word: str) -> str:
    """Return the id under which a matter is listed whose description holds a word; "none" when it is not."""
    return next((str(m["id"]) for m in shown(question)["matters"] if word in m["about"]), "none")


def sorted_as(*stretches: tuple[str, str, str]) -> str:
    """Return an answer to sorting: (first passage, label, matter), each with its first passage as evidence."""
    made = [
        {"first": first, "label": label, "matter": matter, "activity": "A106", "evidence": [first]}
        for first, label, matter in stretches
    ]
    return json.dumps({"stretches": made})


def worded_as(*parts: tuple[str, str], verbs: Sequence[str] = ("discussing",)) -> str:
    """Return an answer to narrating: (words, id of a fact or "none")."""
    return json.dumps({"verbs": list(verbs), "parts": [{"text": text, "fact": fact} for text, fact in parts]})


def fact_with(question: Question, text: str) -> str:
    """Return the id of a listed fact or name by a piece of its text."""
    return next((str(f["id"]) for f in shown(question)["facts"] if text in f["text"]), "none")


def extracted(model: Script, source: Source | None = None) -> Extraction:
    """Return what a model's help makes of a source, the practice call unless given."""
    return OllamaExtractor(model, "tiny").extract(source or practice_call(), firm(), UnitRule())


def by_rules(source: Source | None = None) -> Extraction:
    """Return what the rules alone make of it."""
    return RulesExtractor().extract(source or practice_call(), firm(), UnitRule())


Script = Callable[[Question], str]


def good_sorting(question: Question) -> str:
    """Sort the practice call as a careful person would."""
    ids = [p["id"] for p in shown(question)["passages"]]
    lease, roof = matter_about(question, "bakery"), matter_about(question, "roof")
    begin = (ids[0], "small_talk", "none") if ids[0] != "s9" else None
    rest = [("s9", "work", lease), ("s25", "work", roof)]
    return sorted_as(*([begin] if begin else []), *rest)


def good_wording(question: Question) -> str:
    """Word either matter of the practice call as a careful person would."""
    if any("draft lease" in p["text"] for p in shown(question)["passages"]):
        return worded_as(
            ("new draft lease", "none"),
            ("rent", fact_with(question, "$5,800")),
            ("landlord", fact_with(question, "Marlin Square")),
            ("bank guarantee", fact_with(question, "$45,000")),
            verbs=("advising",),
        )
    return worded_as(
        ("roof leak", fact_with(question, "9 March")),
        ("last invoice", fact_with(question, "$18,500")),
        ("expert report on the cost to repair", fact_with(question, "$32,000")),
    )


@dataclass
class ScriptedModel:
    """Answers by script and remembers what it was asked."""

    sort: Script = good_sorting
    word: Script = good_wording
    asked: list[Question] = field(default_factory=list)

    def __call__(self, question: Question) -> str:
        self.asked.append(question)
        return self.sort(question) if is_sorting(question) else self.word(question)
