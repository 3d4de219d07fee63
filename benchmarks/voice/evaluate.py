"""Measure the model with the real faster-whisper: word error rates on held-out speech, calls, silence and noise.

Held-out sentences (one in twenty, chosen by a hash of their words) were never
part of training. Word error rates ignore case and punctuation.

    python evaluate.py MODEL_FOLDER [quick]
"""
import json
import pathlib
import random
import re
import sys
import time

import numpy as np
from faster_whisper import BatchedInferencePipeline, WhisperModel
from faster_whisper.audio import decode_audio
from faster_whisper.vad import VadOptions, get_speech_timestamps

import grammar
from synthesise import RATE, TEST_SEED, UNSEEN_VOICES, VOICES, noise, silence, speak, window

VOICE = pathlib.Path(__file__).parents[2] / "agent" / "voice"
HOTWORDS = "Copper Kettle Bakery Marcus Hale Marlin Square Tallow Creek Builders"


def bare(text):
    return re.sub(r"[^a-z ]", " ", text.lower()).split()


def errors(reference, heard):
    """Word edit distance and the number of reference words."""
    a, b = bare(reference), bare(heard)
    d = list(range(len(b) + 1))
    for i, x in enumerate(a):
        p, d[0] = d[:], i + 1
        for j, y in enumerate(b):
            d[j + 1] = min(p[j + 1] + 1, d[j] + 1, p[j] + (x != y))
    return d[-1], len(a)


class Tally:
    def __init__(self, name):
        self.name, self.wrong, self.total, self.exact, self.n, self.start, self.bad = name, 0, 0, 0, 0, time.time(), []

    def add(self, reference, heard):
        e, n = errors(reference, heard)
        self.wrong, self.total, self.exact, self.n = self.wrong + e, self.total + n, self.exact + (e == 0), self.n + 1
        if e:
            self.bad.append((reference, heard))

    def show(self, examples=0):
        print(f"| {self.name} | {100 * self.wrong / max(1, self.total):.1f} % ({self.wrong}/{self.total}) | "
              f"{self.exact}/{self.n} | {(time.time() - self.start) / max(1, self.n):.2f} s |", flush=True)
        for reference, heard in self.bad[:examples]:
            print(f"      said  {reference}\n      heard {heard}", flush=True)


def hear(model, x, **options):
    segments, _ = model.transcribe(x, **{"temperature": 0, "condition_on_previous_text": False, **options})
    return list(segments)


def text(segments):
    return " ".join(s.text.strip() for s in segments)


def vad_turns(x):
    return [(t["start"], t["end"]) for t in get_speech_timestamps(x, VadOptions(min_silence_duration_ms=500,
                                                                               speech_pad_ms=300))]


def held_out(count, seed=99):
    r, found = random.Random(seed), []
    while len(found) < count:
        s = grammar.sentence(r, "call")
        if grammar.held_out(s) and not grammar.fixed(s):
            found.append(s)
    return found


def sentences(model, name, count, voices, speed=None, change=None, examples=0, **options):
    tally, r = Tally(name), random.Random(4)
    for i, s in enumerate(held_out(count)):
        x = speak(s, voices[i % len(voices)], speed or r.randint(140, 180), r.randint(40, 60))
        x = np.concatenate([silence(.3), .5 * x / np.abs(x).max(), silence(.3)])
        tally.add(s, text(hear(model, change(x) if change else x, **options)))
    tally.show(examples)


def with_noise(decibels):
    def change(x):
        g, r = np.random.default_rng(len(x)), random.Random(len(x))
        return (x + noise(len(x), g, r) * np.sqrt(np.mean(x ** 2)) * 10 ** (-decibels / 20)).astype("f4")
    return change


def word_times(model):
    """Time stamps of single words, judged at the first and last word of each sentence."""
    off, shown = [], 0
    for seed in range(TEST_SEED, TEST_SEED + 40):
        x, parts = window(seed)
        got = [w for s in hear(model, x, word_timestamps=True) for w in s.words]
        counts = [len(bare(p[2])) for p in parts]
        if len(got) == sum(counts):
            shown, i = shown + 1, 0
            for n, (a, b, _) in zip(counts, parts):
                off += [abs(got[i].start - a), abs(got[i + n - 1].end - b)]
                i += n
    if off:
        print(f"      word time stamps, {shown} windows: median error {np.median(off):.2f} s, "
              f"95th percentile {np.quantile(off, .95):.2f} s", flush=True)


def calls(model, name, examples=3):
    script = json.load(open(VOICE / f"{name}.script.json"))
    both = decode_audio(str(VOICE / f"{name}.flac"), RATE, split_stereo=True)
    for label, options in (("", {}), (", hotwords", {"hotwords": HOTWORDS})):
        tally = Tally(f"{name}, per VAD turn{label}")
        for track, x in zip(("mic", "system"), both):
            refs = [t for t in script if t["track"] == track]
            said = {i: [] for i in range(len(refs))}
            for a, b in vad_turns(x):
                at = (a + b) / 2 / RATE             # the script turn that overlaps most
                overlap = [max(0, min(b / RATE, t["end"]) - max(a / RATE, t["start"])) for t in refs]
                said[int(np.argmax(overlap))].append(text(hear(model, x[a:b], **options)))
            for i, t in enumerate(refs):
                tally.add(t["words"], " ".join(said[i]))
        tally.show(examples)
    for label, run in (("whole track, vad_filter", lambda x: hear(model, x, vad_filter=True)),
                       ("whole track, no VAD", lambda x: hear(model, x)),
                       ("whole track, batched", lambda x: list(BatchedInferencePipeline(model).transcribe(
                           x, batch_size=4, temperature=0, without_timestamps=True)[0]))):
        tally = Tally(f"{name}, {label}")
        for track, x in zip(("mic", "system"), both):
            tally.add(" ".join(t["words"] for t in script if t["track"] == track), text(run(x)))
        tally.show()


def empty(model):
    g, r = np.random.default_rng(3), random.Random(3)
    print("\n| no speech in the sound | without VAD | with VAD |\n|---|---|---|")
    for seconds in (5, 12):
        n = seconds * RATE
        for name, x in (("zeros", silence(seconds)), ("white noise -50 dB", g.standard_normal(n) * 10 ** -2.5),
                        ("white noise -25 dB", g.standard_normal(n) * 10 ** -1.25),
                        ("mixed noise -35 dB", noise(n, g, r) * 10 ** -1.75),
                        ("440 Hz tone", .1 * np.sin(np.arange(n) * 2 * np.pi * 440 / RATE))):
            x = np.asarray(x, "f4")
            show = lambda s: f"{text(s)!r}" + "".join(f" (no_speech {q.no_speech_prob:.2f})" for q in s[:1])
            print(f"| {name}, {seconds} s | {show(hear(model, x))} | {show(hear(model, x, vad_filter=True))} |", flush=True)


def main(folder, quick=False):
    model = WhisperModel(folder, device="cpu", compute_type="int8", cpu_threads=2)
    print("| test | word error rate | all right | time each |\n|---|---|---|---|")
    for label, options in (("default options", {}), ("no time stamps, beam 1", {"without_timestamps": True, "beam_size": 1}))[:1 if quick else 2]:
        tally, times = Tally("held-out windows of 1 to 4 sentences, " + label), []
        for seed in range(TEST_SEED, TEST_SEED + (40 if quick else 100)):
            x, parts = window(seed)
            got = hear(model, x, **options)
            tally.add(" ".join(grammar.plain(p[2]) for p in parts), text(got))
            if not options and len(got) == len(parts):
                times += [abs(s.start - p[0]) for s, p in zip(got[1:], parts[1:])] + [abs(s.end - p[1]) for s, p in zip(got, parts)]
        tally.show(4)
        if times:
            print(f"      time stamps: median error {np.median(times):.2f} s, 95th percentile {np.quantile(times, .95):.2f} s")
    n = 28 if quick else 56
    sentences(model, "held-out sentences, training voices", n, VOICES, examples=3)
    for voice in UNSEEN_VOICES:
        sentences(model, f"held-out sentences, unseen voice {voice}", n // 2, [voice], examples=0)
    if not quick:
        sentences(model, "held-out sentences, no time stamps", n, VOICES, without_timestamps=True)
        sentences(model, "held-out sentences, hotwords", n, VOICES, hotwords=HOTWORDS)
        for speed in (120, 200, 220):
            sentences(model, f"held-out sentences, {speed} words a minute", 28, VOICES, speed)
        for level in (30, 20, 10, 5):
            sentences(model, f"held-out sentences, noise {level} dB below speech", 28, VOICES, None, with_noise(level))
        lead = lambda x: np.concatenate([silence(1.7), x, silence(1)])
        sentences(model, "held-out sentences, 2 s of silence first", 28, VOICES, None, lead)
        sentences(model, "held-out sentences, 2 s of silence first, vad_filter", 28, VOICES, None, lead, vad_filter=True)
        sentences(model, "held-out sentences, level -30 dB", 28, VOICES, None, lambda x: x * .03)
        tally, r = Tally("single words and short replies, 3 voices each"), random.Random(1)
        for s in grammar.SLOTS["yes"]:
            for voice in r.sample(VOICES, 3):
                x = speak(s, voice, r.randint(140, 180), r.randint(40, 60))
                tally.add(s, text(hear(model, np.concatenate([silence(.3), x, silence(.3)]))))
        tally.show(4)
        tally = Tally("every second word of the vocabulary, alone")
        for i, s in enumerate(grammar.row_words()[::2]):
            x = speak(s + ".", VOICES[i % len(VOICES)], 155, 50)
            tally.add(s, text(hear(model, np.concatenate([silence(.3), x, silence(.3)]))))
        tally.show(8)
        tally = Tally("random rows of 4 to 8 words (no grammar at all)")
        for i in range(28):
            s = " ".join(r.choice(grammar.row_words()) for _ in range(r.randint(4, 8)))
            x = speak(s + ".", VOICES[i % len(VOICES)], 155, 50)
            tally.add(s, text(hear(model, np.concatenate([silence(.3), x, silence(.3)]))))
        tally.show(3)
    for name in ("practice_call", "second_call"):
        if (VOICE / f"{name}.flac").exists():
            calls(model, name)
    word_times(model)
    empty(model)


if __name__ == "__main__":
    main(sys.argv[1], len(sys.argv) > 2)
