"""Memory and threads of the models that are offered, against what the page of speech models promises.

    ./run bench models                          small.en
    python -m benchmarks.models NAME...         others; the largest need 20 GB of memory to be made

No published weights: models of the same layers, width and vocabulary with random ones, kept in 16 bits as the published are.
The engine loads one in a process of its own, finds the speech of a minute and hears two windows. The most memory that it held
is compared with `memory_mb` of agent/transcribe/models.toml, and how many threads worked with the two that it was given.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from agent.domain.speech import LIVE_THREADS, SpeechModel
from agent.transcribe.blocks import RATE
from agent.transcribe.catalogue import offered
from agent.transcribe.measuring import minute, most_memory
from agent.transcribe.turns import PAUSE_MS
from agent.transcribe.whisper import FasterWhisper
from tests.transcribe.random_model import SPECIAL, Size

WINDOWS = 2
MOST_BUSY = 1.1  # of the threads that were given


def size_of(model: SpeechModel) -> Size:
    """Return the size of a model that is offered, for one of random weights."""
    encoder, decoder = model.layers
    return Size(
        width=model.width,
        heads=model.width // 64,
        layers=encoder,
        words=model.words - len(SPECIAL) - 1,
        spread=0.02,
        decoders=decoder,
        mels=128 if model.words > 51_865 else 80,  # large-v3 and what was made of it
        quantization="float16",
    )


def hear(folder: Path) -> None:
    """In the child: load, hear, and print what it came to."""
    engine = FasterWhisper(folder, threads=LIVE_THREADS)
    loaded = most_memory()
    said = np.frombuffer(next(iter(minute().values())), "<i2").astype(np.float32) / 32768
    engine.find_speech(said, PAUSE_MS)
    began, busy = time.monotonic(), time.process_time()
    for window in range(WINDOWS):
        engine.hear(said[window * 15 * RATE :][: 30 * RATE], word_times=True)
    took, worked = time.monotonic() - began, time.process_time() - busy
    print(
        json.dumps(
            {"loaded": loaded, "most": most_memory(), "busy": worked / took, "seconds": worked / WINDOWS}
        )
    )


def main() -> int:
    """Measure, print, and say by the exit status whether every promise was kept."""
    if sys.argv[1:2] == ["--hear"]:
        hear(Path(sys.argv[2]))
        return 0
    named = sys.argv[1:] or ["small.en"]
    kept = True
    for model in (each for each in offered() if each.name in named):
        with tempfile.TemporaryDirectory(prefix="tenth-bench-") as name:
            subprocess.run(
                [sys.executable, "-c", _BUILD, name, model.name], check=True
            )  # in a process of its own: it needs far more memory than hearing
            out = subprocess.run(
                [sys.executable, "-m", "benchmarks.models", "--hear", name],
                check=True,
                capture_output=True,
                text=True,
            ).stdout
        found = json.loads(out)
        most = found["most"] / 1e6
        kept &= most <= model.memory_mb and found["busy"] <= LIVE_THREADS * MOST_BUSY
        print(
            f"{model.name}: {found['loaded'] / 1e6:.0f} MB after loading, {most:.0f} MB at most "
            f"(promised {model.memory_mb}); {found['busy']:.2f} threads busy (of {LIVE_THREADS}); "
            f"{found['seconds']:.1f} s of processor for a window of random words",
            flush=True,
        )
    return int(not kept)


_BUILD = """
import sys
from pathlib import Path
from agent.transcribe.catalogue import offered
from benchmarks.models import size_of
from tests.transcribe.random_model import build
build(Path(sys.argv[1]), size_of(next(model for model in offered() if model.name == sys.argv[2])))
"""

if __name__ == "__main__":
    raise SystemExit(main())
