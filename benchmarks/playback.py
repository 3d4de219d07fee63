"""How soon a passage of a long call plays: signed calls for clips at random places of two sealed hours on two tracks.

    ./run bench playback                      two hours
    python -m benchmarks.playback 10          ten minutes

Measured is all that the agent does: the signed request, the sealed records, both tracks mixed for the ear, the signed answer.
The first clip of a call reads where its records lie; seeking in the same call does not read that again.
"""

from __future__ import annotations

import os
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path

from agent import wiring
from agent.cli.page import now
from agent.domain.ids import SourceId
from agent.domain.source import Source, SourceKind, Stage
from agent.domain.transcript import TrackKind
from agent.paths import open_home
from agent.store.store import Store
from agent.vault.database_key import database_key
from agent.web.server import PORTS, create_app
from agent.web.windows import Windows
from agent.workflow.sound import SoundShelf
from benchmarks._calls import SECOND, call_of
from tests.builders import NOON
from tests.web.signing_client import SigningClient, over_app, secret_in

GOAL_MS = 200.0
SEEKS = 60
CLIPS = {"a passage of 8 s": 8_000, "the longest, 30 s": 30_000}
CALL = SourceId("call")


def seal(shelf: SoundShelf, minutes: int, key: bytes) -> None:
    """Seal a call as it would be captured: a second of each track in turn."""
    call = call_of(minutes)
    with shelf.open(CALL, key) as writer:
        for at in range(0, minutes * 60 * SECOND, SECOND):
            for track in TrackKind:
                writer.append(track, call[track][at : at + SECOND])


def main() -> int:
    """Measure, print, and say by the exit status whether the goal was met."""
    minutes = int(sys.argv[1]) if len(sys.argv) > 1 else 120
    with tempfile.TemporaryDirectory(prefix="tenth-bench-") as name:
        home = open_home(Path(name) / "home", practice=True)
        key = os.urandom(32)
        seal(SoundShelf(home.sound), minutes, key)
        store = Store(home.database, database_key(wiring.secrets_of(home), home.database))
        store.sources.add(
            Source(CALL, SourceKind.CALL, "sound", Stage.RECORDED, "sha", ()), taken_at=NOON, sound_key=key
        )
        store.close()
        services = wiring.build(home)
        windows = Windows(port=PORTS[0], folder=home.run, clock=now, chance=os.urandom)
        app = create_app(services, port=PORTS[0], windows=windows, clock=now)
        window = SigningClient.open(over_app(app, PORTS[0]), PORTS[0], secret_in(windows.launch_page()), now)

        def play(length_ms: int) -> float:
            start = random.randrange(minutes * 60_000 - length_ms)
            began = time.perf_counter()
            window.call("/v1/sources/clip", {"source": CALL, "start_ms": start, "end_ms": start + length_ms})
            return (time.perf_counter() - began) * 1000

        missed = False
        for what, length_ms in CLIPS.items():
            services.sound.shelf._played.clear()  # nobody else needs to
            first = play(length_ms)
            seeks = sorted(play(length_ms) for _ in range(SEEKS))
            p50, p95 = statistics.median(seeks), seeks[int(SEEKS * 0.95)]
            missed |= max(first, p95) > GOAL_MS
            print(
                f"{what}: the first {first:.0f} ms, then p50 {p50:.0f} ms ({p50 / first:.2f} of it), p95 {p95:.0f} ms "
                f"({p95 / first:.2f}); goal {GOAL_MS:.0f} ms",
                flush=True,
            )
        services.close()
    return int(missed)


if __name__ == "__main__":
    raise SystemExit(main())
