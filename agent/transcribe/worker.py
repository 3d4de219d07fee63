"""The child process: `python -m agent.transcribe.worker`. Its first message says what to do; sound and words go through pipes.

    {"do": "transcribe", "model": FOLDER, "threads": N, "places": {TRACK: {...}}, "hotwords": [NAME, ...]}
                                        then blocks {"track", "share", "bytes"} + sound, then {"end": true}
        -> {"alive": true}, {"window": {...}} before and {"part": {...}} after each window ... {"done": true}
    {"do": "pack", "turns": N or null, "places": {TRACK: {...}}}          then the same blocks
        -> {"alive": true}, {"part": {...}} without words, with "lengths" in samples and its turns' sound ... {"done": true}
    {"do": "measure", "model": FOLDER, "threads": N, "device": "cpu|cuda"}     then blocks, then {"end": true}
        -> {"alive": true}, {"measured": {...}}, {"done": true}
    {"do": "devices"}                   -> {"cuda": HOW_MANY}, {"done": true}
    {"do": "decode", "mixed": BOOL, "size": BYTES}           of the file
        -> {"read": [AT, BYTES]}, answered with {"bytes"} + that piece of the file, as often as it likes
           {"alive": true}, {"track", "bytes"} + sound ... {"done": true}

What cannot be done is answered with {"error": CODE}, a code of agent/transcribe/errors.py. Nothing is said on the command line,
which every user of the computer can read.
"""

from __future__ import annotations

import io
import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, BinaryIO

from agent.domain.hearing import Part, Place, Places
from agent.domain.transcript import TrackKind
from agent.transcribe import decode, measuring, messages
from agent.transcribe.blocks import Block
from agent.transcribe.confine import confine
from agent.transcribe.errors import TranscribeError
from agent.transcribe.file_of_parent import FileOfTheParent
from agent.transcribe.listening import Listening
from agent.transcribe.messages import Message
from agent.transcribe.packing import Packing
from agent.transcribe.turns import pcm_of
from agent.transcribe.whisper import FasterWhisper, SpeechFinder, cuda_devices
from agent.transcribe.windows import Window

PIECE = 1 << 18  # bytes asked for at a time
DECODING_MEMORY = 3 << 30  # bytes of addresses, most of them the libraries' own


def main() -> int:
    """Do one job; return the exit status."""
    incoming = sys.stdin.buffer
    outgoing = _own_output()
    job = messages.read(incoming)
    if job is None:
        return 1
    if job.fields["do"] == "decode":
        confine(memory_bytes=DECODING_MEMORY)
        file = io.BufferedReader(FileOfTheParent(int(job.fields["size"]), incoming, outgoing), PIECE)
        answers = _decode(job, file, lambda: messages.write(outgoing, _ALIVE))
    elif job.fields["do"] == "pack":
        confine()
        answers = _pack(job, incoming)
    elif job.fields["do"] == "measure":
        confine()
        answers = _measure(job, incoming)
    elif job.fields["do"] == "devices":
        confine()
        answers = iter([Message({"cuda": cuda_devices()})])
    else:
        confine()
        answers = _transcribe(job, incoming, lambda message: messages.write(outgoing, message))
    try:
        for answer in answers:
            messages.write(outgoing, answer)
        messages.write(outgoing, Message({"done": True}))
    except TranscribeError as error:
        messages.write(outgoing, Message({"error": error.code}))
    return 0


def _transcribe(job: Message, incoming: BinaryIO, tell: Callable[[Message], None]) -> Iterator[Message]:
    engine = _engine(job)
    listening = Listening(
        engine, _places(job), lambda track, turns: tell(Message({"window": {"track": track, "turns": turns}}))
    )
    yield from _listened(listening, incoming, lambda part: Message({"part": asdict(part)}))


def _pack(job: Message, incoming: BinaryIO) -> Iterator[Message]:
    """Find the turns and pack them; their words are another's business."""
    packing = Packing(SpeechFinder(job.fields["turns"]), _places(job))
    yield from _listened(packing, incoming, lambda part: _with_sound(part, packing.take_window()))


def _with_sound(part: Part, window: Window | None) -> Message:
    if window is None:
        return Message({"part": asdict(part)})
    lengths = [len(turn.sound) for turn in window.turns]
    return Message({"part": asdict(part), "lengths": lengths}, pcm_of(window.sound))


def _listened(
    listening: Listening, incoming: BinaryIO, answer: Callable[[Part], Message]
) -> Iterator[Message]:
    """Listen to the blocks that come, and answer each part."""
    yield _ALIVE
    while (message := messages.read(incoming)) is not None and "end" not in message.fields:
        began = time.monotonic()
        yield from map(answer, listening.take(Block(TrackKind(message.fields["track"]), message.sound)))
        _rest(time.monotonic() - began, float(message.fields.get("share", 1)))
        yield _ALIVE
    if message is not None:  # else the parent is gone, and there is nobody to hear the rest
        yield from map(answer, listening.finish())


def _places(job: Message) -> Places:
    return {TrackKind(track): _place(fields) for track, fields in job.fields.get("places", {}).items()}


def _engine(job: Message) -> FasterWhisper:
    device = str(job.fields.get("device", "cpu"))
    return FasterWhisper(
        Path(job.fields["model"]),
        threads=int(job.fields["threads"]),
        hotwords=job.fields.get("hotwords", ()),
        device=device,
    )


def _measure(job: Message, incoming: BinaryIO) -> Iterator[Message]:
    engine = _engine(job)
    yield _ALIVE

    def sound() -> Iterator[Block]:
        while (message := messages.read(incoming)) is not None and "end" not in message.fields:
            yield Block(TrackKind(message.fields["track"]), message.sound)

    yield Message({"measured": measuring.heard(engine, sound())})


def _place(fields: Mapping[str, Any]) -> Place:
    return Place(fields["at"], fields["upto"], tuple((first, last) for first, last in fields["done"]))


def _rest(busy_seconds: float, share: float) -> None:
    """Rest so long that the processor was busy for no more than its share of the time."""
    if share < 1:
        time.sleep(busy_seconds * (1 / share - 1))


def _decode(job: Message, file: BinaryIO, alive: Callable[[], None]) -> Iterator[Message]:
    layout = decode.survey(file, mixed=bool(job.fields["mixed"]), alive=alive)
    for block in decode.blocks(file, layout):
        yield Message({"track": block.track.value}, block.pcm)


def _own_output() -> BinaryIO:
    """Take standard output for the answers alone: a library that prints would break into a message."""
    own = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return own


_ALIVE = Message({"alive": True})

if __name__ == "__main__":
    raise SystemExit(main())
