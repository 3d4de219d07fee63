"""Scenes: small invented calls with their expected entries, as lines of text that are quick to read and to write.

A scene has a head (`form:`, `timekeeper:`, `participants:`, `entries:` ...), a line of three hyphens, and turns. A turn begins
with the number of its entry, or `n` when it is not to be billed. Turns take the time their words need, with a breath between.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import dataclass, field
from pathlib import Path

from agent.domain.ids import MatterId, SourceId, passage_id
from agent.domain.matter import Contact, Matter, MatterStatus
from agent.domain.source import Context, Passage, Person, Source, SourceKind, Stage

DATA = Path(__file__).parent.parent / "data" / "extract"
_WORDS_A_MINUTE = 150
_NOTES = ("txt", "docx")
_KINDS = {"sound": SourceKind.CALL} | dict.fromkeys(_NOTES, SourceKind.DOCUMENT)


@dataclass(frozen=True)
class Scene:
    """A source with what is expected of it."""

    name: str
    source: Source
    entries: dict[str, str]  # number of the entry -> display number, "new" or "?"
    own: dict[str, str]  # passage -> number of its entry, or "n"
    say: dict[str, list[str]] = field(default_factory=dict)
    never: str = ""
    activity: str = ""
    never_of: dict[str, str] = field(
        default_factory=dict
    )  # by entry, where two entries of a call must not mix

    def passages_of(self, number: str) -> frozenset[str]:
        """Return the ids of an entry's passages."""
        return frozenset(p for p, n in self.own.items() if n == number)


def scene(name: str, folder: Path = DATA) -> Scene:
    """Read a scene by name. A note has no speakers and takes no time."""
    head_text, _, body = (folder / f"{name}.txt").read_text("utf-8").partition("---\n")
    head = {k.strip(): v.strip() for k, _, v in (line.partition(":") for line in head_text.splitlines())}
    passages: list[Passage] = []
    own: dict[str, str] = {}
    at = 2.0
    for line in body.splitlines():
        pause = re.fullmatch(r"\[pause (\d+)\]", line.strip())
        if pause:
            at += int(pause[1])
            continue
        number, _, rest = line.partition(" ")
        if head["form"] in _NOTES:
            passage = passage_id(len(passages) + 1)
            passages.append(Passage(passage, rest))
            own[passage] = number
            continue
        speaker, _, text = rest.partition(": ")
        length = max(1.0, len(text.split()) * 60 / _WORDS_A_MINUTE)
        passage = passage_id(len(passages) + 1)
        passages.append(
            Passage(
                passage, text.strip(), speaker.strip() or None, round(at * 1000), round((at + length) * 1000)
            )
        )
        own[passage] = number
        at += length + 1.0
    kind = _KINDS.get(head["form"], SourceKind.TRANSCRIPT)
    people = tuple(Person(p.strip()) for p in head.get("participants", "").split(";") if p.strip())
    context = Context(
        dt.datetime(2025, 6, 2, 9, 0, tzinfo=dt.timezone(dt.timedelta(hours=10))), head["timekeeper"], people
    )
    source = Source(
        SourceId(name), kind, head["form"], Stage.TRANSCRIBED, "0" * 64, tuple(passages), context, title=name
    )
    pairs = (e.strip().partition("=") for e in head.get("entries", "").split(";") if e.strip())
    entries = {number: matter for matter, _, number in pairs}
    say = {
        k.removeprefix("say "): [s.strip() for s in v.split(";")]
        for k, v in head.items()
        if k.startswith("say ")
    }
    never_of = {k.removeprefix("never "): v for k, v in head.items() if k.startswith("never ")}
    return Scene(name, source, entries, own, say, head.get("never", ""), head.get("activity", ""), never_of)


def scene_names(folder: Path = DATA) -> list[str]:
    """Return the names of all scenes."""
    return sorted(p.stem for p in folder.glob("*.txt"))


def firm(folder: Path = DATA) -> tuple[Matter, ...]:
    """Return the invented firm's matters."""
    return tuple(
        Matter(
            MatterId(row["id"]), row["n"], row["d"], row["c"], MatterStatus(row.get("s", "Open").lower()),
            tuple(_contact(k) for k in row["k"]), row["a"],
        )
        for row in json.loads((folder / "matters.json").read_text("utf-8"))
    )  # fmt: skip


def _contact(text: str) -> Contact:
    name, _, mail = text.partition(" <")
    return Contact(name, mail.rstrip(">") or None)


def practice(name: str) -> Source:
    """Return a practice call as a Zoom transcript gives it."""
    passages: list[Passage] = []
    for start, end, words in _CUE.findall((DATA.parent / f"{name}.vtt").read_text("utf-8")):
        speaker, _, text = words.partition(": ")
        passages.append(Passage(passage_id(len(passages) + 1), text, speaker, _ms(start), _ms(end)))
    keeper = passages[0].speaker or ""
    people = tuple(Person(n) for n in dict.fromkeys(p.speaker for p in passages) if n)
    context = Context(
        dt.datetime(2026, 5, 19, 10, 0, tzinfo=dt.timezone(dt.timedelta(hours=10))), keeper, people
    )
    return Source(
        SourceId(name),
        SourceKind.TRANSCRIPT,
        "zoom_vtt",
        Stage.TRANSCRIBED,
        "0" * 64,
        tuple(passages),
        context,
    )


_CUE = re.compile(r"([\d:.]+) --> ([\d:.]+)\n(.+)")


def _ms(stamp: str) -> int:
    hours, minutes, seconds = stamp.split(":")
    return round((int(hours) * 3600 + int(minutes) * 60 + float(seconds)) * 1000)


def practice_firm() -> tuple[Matter, ...]:
    """Return the matters of the practice calls' firm."""
    rows = json.loads((DATA.parent / "practice_matters.json").read_text("utf-8"))
    return tuple(
        Matter(
            MatterId(row["id"]), row["display_number"], row["description"], row["client"]["name"],
            MatterStatus(row["status"].lower()), tuple(Contact(c["name"], c["email"]) for c in row["contacts"]),
            row["practice_area"],
        )
        for row in rows
    )  # fmt: skip
