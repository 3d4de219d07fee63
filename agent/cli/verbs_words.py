"""`tenth suggest` and `tenth transcribe`: words and work out of files, without touching any home's data."""

from __future__ import annotations

import argparse
import datetime as dt
import json
from dataclasses import replace
from pathlib import Path

from agent import wiring
from agent.cli import shapes
from agent.cli.asked import DONE, Arguments, answer, context_of, context_options, existing, home_of, tell
from agent.cli.matters_file import read_matters
from agent.cli.tables import print_suggestions, print_transcript
from agent.domain.billing import UnitRule
from agent.domain.hotwords import around
from agent.domain.ids import SourceId
from agent.domain.matter import Matter
from agent.domain.naming import put_right, shown_with
from agent.domain.one_call import About
from agent.domain.source import Context, Person, Source
from agent.domain.suggestion import Extraction
from agent.domain.transcript import Transcript
from agent.errors import UsedWrongly
from agent.ports import Extractor, Reader


def add(verbs: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser) -> None:
    """Add both verbs."""
    suggest = verbs.add_parser(
        "suggest", parents=[common], help="suggest entries for a file, or for a whole set"
    )
    suggest.add_argument("file", nargs="?", metavar="FILE")
    suggest.add_argument("--matters", metavar="FILE", help="the firm's matters as JSON")
    suggest.add_argument("--set", metavar="SET_DIR", help="a benchmark set: every <id>.gold.json's file")
    suggest.add_argument("--out", metavar="RESULTS_DIR", help="where the results of a set go")
    suggest.add_argument("--extractor", choices=wiring.EXTRACTORS, default="rules")
    context_options(suggest)
    suggest.set_defaults(run=_suggest)
    transcribe = verbs.add_parser("transcribe", parents=[common], help="turn sound into words")
    transcribe.add_argument(
        "audio", nargs="+", metavar="AUDIO", help="one file, or microphone and system track"
    )
    transcribe.add_argument("--model", required=True, metavar="PATH_OR_NAME")
    transcribe.set_defaults(run=_transcribe)


def _suggest(arguments: Arguments) -> int:
    reader, extractor = wiring.reader(), wiring.extractor(arguments.extractor)
    if arguments.set:
        if not arguments.out:
            raise UsedWrongly("--set needs --out", hint="Name the folder for the results.")
        return _suggest_set(existing(arguments.set), Path(arguments.out), reader, extractor)
    if not arguments.file or not arguments.matters:
        raise UsedWrongly(
            "suggest needs FILE and --matters", hint="Or a whole set: --set SET_DIR --out RESULTS_DIR."
        )
    matters = read_matters(existing(arguments.matters))
    source, found = _of_file(existing(arguments.file), context_of(arguments), matters, reader, extractor)
    answer(arguments, shapes.extraction(found), lambda: print_suggestions(source, found.suggestions))
    return DONE


def _suggest_set(folder: Path, out: Path, reader: Reader, extractor: Extractor) -> int:
    matters = read_matters(existing(str(folder / "matters.json")))
    out.mkdir(parents=True, exist_ok=True)
    for gold_path in sorted(folder.glob("*.gold.json")):
        gold = json.loads(gold_path.read_text("utf-8"))
        start = gold.get("call_start")
        context = Context(
            call_start=dt.datetime.fromisoformat(start) if start else None,
            timekeeper=gold.get("timekeeper") or "",
            participants=tuple(Person(name) for name in gold.get("participants") or ()),
        )
        _, found = _of_file(folder / gold["file"], context, matters, reader, extractor)
        result = json.dumps(shapes.extraction(found), ensure_ascii=False, indent=1)
        (out / f"{gold['id']}.json").write_text(result, "utf-8")
        tell(f"{gold['id']}: {len(found.suggestions)} entries")
    return DONE


def _of_file(
    path: Path, context: Context, matters: list[Matter], reader: Reader, extractor: Extractor
) -> tuple[Source, Extraction]:
    source = reader.read(path.read_bytes(), name=path.name, source_id=SourceId(path.stem), context=context)
    source = put_right(source, around(source, About(), matters))
    found = extractor.extract(source.as_meant(), matters, UnitRule())
    return source, replace(found, suggestions=tuple(shown_with(s, source) for s in found.suggestions))


def _transcribe(arguments: Arguments) -> int:
    tracks = wiring.tracks_of([existing(audio) for audio in arguments.audio])
    model = Path(arguments.model)
    if not model.exists() and model.name == arguments.model:  # a name, not a path: one of the home's models
        model = home_of(arguments).models / arguments.model
    spoken = Transcript.merged(wiring.transcriber(model).transcribe(tracks))
    answer(arguments, shapes.transcript(spoken), lambda: print_transcript(spoken))
    return DONE
