"""agent/transcribe/guards.py, listening.py: names that the engine was told beforehand are not put into anybody's mouth."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pytest

from agent.domain.hearing import Place
from agent.domain.transcript import TrackKind
from agent.transcribe import guards
from agent.transcribe.listening import listen
from agent.transcribe.turns import Samples
from agent.transcribe.windows import Heard
from tests.transcribe.scripted import ScriptedEngine, blocks, sound

TOLD = ("Marcus Hale", "Winterborn Holdings", "Mātene Whaanga", "Nguyễn Thị Hương")
NOISE, SPEECH = 0.2, 0.4


@dataclass
class Parrot(ScriptedEngine):
    """Writes its prompt over noise, as Whisper does, and hears speech rightly; unsure about a window with any noise in it."""

    hotwords: tuple[str, ...] = TOLD
    says: str = "Winterborn Holdings."
    noise: tuple[float, float] = (-0.9, 0.3)  # its two scores there
    windows: list[int] = field(default_factory=list)

    def hear(self, samples: Samples, *, word_times: bool) -> Heard:
        heard = super().hear(samples, word_times=word_times)
        noisy = bool(np.isclose(samples, NOISE, atol=1e-3).any())
        words = tuple(type(w)(w.middle, f" {self.says}") if w.text == " w200" else w for w in heard.words)
        text = heard.text.replace("w200", self.says)
        scores = self.noise if noisy else (-0.1, 0.0)
        return Heard(text, words, *scores)


def said(engine: ScriptedEngine, samples: Samples) -> list[str]:
    parts = listen(engine, blocks(samples), {TrackKind.SYSTEM: Place()})
    return [s.text for part in parts for s in part.segments]


@pytest.mark.parametrize("scores", [(-0.9, 0.3), (-0.2, 0.9)], ids=["unsure", "no speech"])
def test_a_name_over_noise_is_dropped(monkeypatch: pytest.MonkeyPatch, scores: tuple[float, float]) -> None:
    assert said(Parrot(noise=scores), sound((NOISE, 3))) == []
    monkeypatch.setattr(guards, "is_leak", lambda *_, **__: False)
    assert said(Parrot(noise=scores), sound((NOISE, 3))) == ["Winterborn Holdings."]


def test_what_was_said_in_the_same_window_stays() -> None:
    engine = Parrot()
    assert said(engine, sound((SPEECH, 3), (0, 1), (NOISE, 3), (0, 1), (0.3, 3))) == ["w400", "w300"]


def test_a_name_that_was_said_beside_noise_is_heard_by_itself_and_stays() -> None:
    """The window is unsure because of its noise; the turn alone is not."""
    engine = Parrot(says="never mind", hotwords=(*TOLD, "w400"))
    assert said(engine, sound((SPEECH, 3), (0, 1), (NOISE, 3))) == ["w400", "never mind"]
    assert len(engine.heard) == 2, "the window, and the one turn again"


def test_a_list_that_is_read_out_is_dropped_however_sure_the_engine_is() -> None:
    recited = "Marcus Hale, Winterborn Holdings, Matene Whaanga"
    assert said(Parrot(says=recited, noise=(-0.1, 0.0)), sound((NOISE, 3))) == []


@pytest.mark.parametrize(
    "text", ["Marcus Hale.", "Hale? Winterborn.", "Mātene", "I spoke to Marcus Hale", "yes"]
)
def test_what_people_say_with_names_in_it_stays(text: str) -> None:
    assert not guards.is_leak(text, TOLD, avg_logprob=-0.2, no_speech_prob=0.1)


def test_an_unsure_turn_with_any_other_word_stays() -> None:
    assert not guards.is_leak("ring Marcus Hale", TOLD, avg_logprob=-0.9, no_speech_prob=0.1)
    assert not guards.is_leak("Marcus Hale", (), avg_logprob=-0.9, no_speech_prob=0.9)
