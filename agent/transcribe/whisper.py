"""faster-whisper, and nothing else of it anywhere: a model from a folder, never from the network,
on the processor, or on a graphics card where a trial showed that it works (agent/transcribe/measuring.py; never tried by us).

A folder is what faster-whisper loads (model.bin, config.json, tokenizer.json, preprocessor_config.json and a vocabulary).
Beside these a model may carry `tenth.json`: {"turns_per_window": 1, "hotwords": false} for one that was trained on single turns
and without a prompt before them, as the practice voice was.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from agent.transcribe.blocks import RATE
from agent.transcribe.confine import SILENCE
from agent.transcribe.errors import ModelBroken, ModelMissing
from agent.transcribe.turns import PAD_ALONE, Samples
from agent.transcribe.windows import Heard, Word

NEEDED = ("model.bin", "config.json", "tokenizer.json")
WINDOW_SECONDS = 30  # of every published Whisper model
SEPARATOR = ", "
MOST_TOKENS = 223  # of hotwords: there faster-whisper cuts them (transcribe.py: get_prompt), in the middle of a name if need be
CARD_PRECISIONS = ("float16", "int8_float16")


class SpeechFinder:
    """Finds speech and knows no words: for an engine that is elsewhere."""

    window_seconds: int = WINDOW_SECONDS

    def __init__(self, turns_per_window: int | None) -> None:
        os.environ.update(SILENCE)
        self.turns_per_window = turns_per_window
        self.hotwords: tuple[str, ...] = ()

    def find_speech(self, sound: Samples, pause_ms: int) -> Sequence[tuple[int, int]]:
        """Return the stretches of speech as first and last sample (Silero VAD, which faster-whisper brings along)."""
        from faster_whisper.vad import VadOptions, get_speech_timestamps

        options = VadOptions(
            min_silence_duration_ms=pause_ms,
            speech_pad_ms=0,  # the padding is ours, so that a segment's times are those of the speech alone
            max_speech_duration_s=self.window_seconds - 2 * PAD_ALONE / RATE,
        )
        return [(span["start"], span["end"]) for span in get_speech_timestamps(sound, options)]

    def hear(self, sound: Samples, *, word_times: bool) -> Heard:
        """Hear nothing: the words come from elsewhere."""
        return Heard("")


class FasterWhisper(SpeechFinder):
    """A loaded speech model. Temperature 0, no hint from earlier text: the same sound and hotwords give the same words."""

    def __init__(
        self, folder: Path, *, threads: int, hotwords: Sequence[str] = (), device: str = "cpu"
    ) -> None:
        """Load the model, quantised to 8 bits where the file is not; on a graphics card ("cuda") to 16 where it can.

        Raise ModelMissing or ModelBroken.
        """
        settings = _settings(folder)
        super().__init__(settings.get("turns_per_window"))
        from faster_whisper import WhisperModel  # takes a second, so only where it is used

        try:
            self._model = WhisperModel(
                str(folder),
                device=device,
                compute_type=_precision(device),
                cpu_threads=threads,
                local_files_only=True,
            )
        except (RuntimeError, ValueError, TypeError, KeyError, OSError, MemoryError) as error:
            raise ModelBroken from error
        self.window_seconds = self._model.feature_extractor.chunk_length
        self.hotwords = self._taken(hotwords) if settings.get("hotwords", True) else ()

    def hear(self, sound: Samples, *, word_times: bool) -> Heard:
        """Transcribe one window, encoding it exactly once."""
        from faster_whisper import BatchedInferencePipeline

        # `WhisperModel.transcribe` may go back within a window; the pipeline takes each clip once, whole. It remembers the last
        # word's time between calls, hence a new one for each window. Its thresholds do nothing: see guards.py.
        segments, _ = BatchedInferencePipeline(self._model).transcribe(
            sound,
            language="en",
            temperature=0,
            condition_on_previous_text=False,
            vad_filter=False,
            clip_timestamps=[{"start": 0, "end": len(sound) / RATE}],
            batch_size=1,
            word_timestamps=word_times,
            hotwords=SEPARATOR.join(self.hotwords) or None,
        )
        parts = list(segments)
        words = (Word((w.start + w.end) / 2, w.word) for part in parts for w in part.words or ())
        return Heard(
            "".join(part.text for part in parts),
            tuple(words),
            min((part.avg_logprob for part in parts), default=0.0),
            max((part.no_speech_prob for part in parts), default=0.0),
        )

    def _taken(self, hotwords: Sequence[str]) -> tuple[str, ...]:
        """Return as many of the hotwords, from the first on, as a window's prompt has room for."""
        taken: list[str] = []
        for name in hotwords:
            text = " " + SEPARATOR.join([*taken, name])
            if len(self._model.hf_tokenizer.encode(text, add_special_tokens=False).ids) > MOST_TOKENS:
                break
            taken.append(name)
        return tuple(taken)


def cuda_devices() -> int:
    """Return how many graphics cards the engine sees."""
    import ctranslate2

    return int(ctranslate2.get_cuda_device_count())


def _precision(device: str) -> str:
    """Return how numbers are kept: what the card can do of what was published as good as float16, 8 bits on the processor."""
    if device == "cpu":
        return "int8"
    import ctranslate2

    able = ctranslate2.get_supported_compute_types(device)
    return next((each for each in CARD_PRECISIONS if each in able), "int8")


def _settings(folder: Path) -> dict[str, Any]:
    """Return the model's tenth.json, having looked that its parts are there and whole where that can be told by looking.

    faster-whisper would fetch a missing tokenizer from the network, and tokenizers raises a bare Exception for a broken one.
    """
    if not all((folder / name).is_file() for name in NEEDED):
        raise ModelMissing
    try:
        parts = {path.name: json.loads(path.read_text("utf-8")) for path in folder.glob("*.json")}
    except (ValueError, OSError) as error:
        raise ModelBroken from error
    settings: dict[str, Any] = parts.get("tenth.json", {})
    return settings
