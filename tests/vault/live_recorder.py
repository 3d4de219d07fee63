"""A program that records without end into a sealed file and tells what it was given, until it is killed or the disk is full.

    live_recorder.py PATH [--limit BYTES] [--hold]

Prints the milliseconds of each track that it has handed over so far. --limit: the disk takes no more than that. --hold spoils
the writer for a negative control: it keeps everything in memory.
"""

import argparse
import functools
import resource
import signal
import sys
from pathlib import Path

from agent.vault import sealing
from agent.vault.sealing import SealedWriter, SoundNotKept
from tests.vault.recordings import KEY, TRACKS, speech

BLOCK_MS = 50
LENGTH_MS = 20_000


@functools.cache
def said(track: str) -> bytes:
    """What this track says, over and over."""
    return speech(LENGTH_MS / 1000, TRACKS.index(track))


def main() -> int:
    """Record."""
    parser = argparse.ArgumentParser()
    parser.add_argument("path", type=Path)
    parser.add_argument("--limit", type=int)
    parser.add_argument("--hold", action="store_true")
    asked = parser.parse_args()
    if asked.hold:
        sealing._PIECE = 3600 * sealing.SECOND
    sound = {track: said(track) for track in TRACKS}
    writer = SealedWriter(asked.path, KEY, TRACKS)
    if asked.limit:
        signal.signal(
            signal.SIGXFSZ, signal.SIG_IGN
        )  # then the system writes short and refuses, as a full disk does
        resource.setrlimit(resource.RLIMIT_FSIZE, (asked.limit, asked.limit))
    at = 0
    try:
        while at + BLOCK_MS <= LENGTH_MS:
            for track in TRACKS:
                writer.append(track, sound[track][at * 32 : (at + BLOCK_MS) * 32])
            at += BLOCK_MS
            sys.stdout.write(f"{at}\n")
            sys.stdout.flush()
    except SoundNotKept:
        sys.stdout.write("full\n")
        return 3
    signal.pause()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
