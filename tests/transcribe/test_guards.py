"""agent/transcribe/guards.py: words nobody said are recognised, and words people say are left alone."""

import numpy as np
import pytest

from agent.transcribe import guards


def test_only_zeros_are_digital_silence() -> None:
    assert guards.is_digital_silence(np.zeros(1000, np.float32))
    assert not guards.is_digital_silence(np.full(1000, 1 / 32768, np.float32))


@pytest.mark.parametrize(
    ("avg_logprob", "no_speech_prob", "believed"),
    [(-0.2, 0.0, True), (-0.2, 0.9, True), (-1.5, 0.2, True), (-1.5, 0.9, False)],
)
def test_words_are_dropped_when_the_engine_was_unsure_and_heard_silence(
    avg_logprob: float, no_speech_prob: float, believed: bool
) -> None:
    said = "thank you for holding"
    assert guards.is_believable(said, avg_logprob=avg_logprob, no_speech_prob=no_speech_prob) is believed


def test_a_loop_is_dropped_and_a_long_turn_is_not() -> None:
    long = (
        "The landlord is Marlin Square, and they want a term of five years, with an option of three years. The rent is six "
        "thousand two hundred dollars a month, and it goes up by four percent every year."
    )
    assert not guards.is_believable("I think so. " * 12, avg_logprob=-0.1, no_speech_prob=0)
    assert guards.is_believable(long, avg_logprob=-0.1, no_speech_prob=0)
    assert guards.is_believable("", avg_logprob=0, no_speech_prob=0)


LOOP = "I think so. " * 12


@pytest.mark.parametrize(
    ("limit", "lifted", "text", "avg_logprob"),
    [
        ("NO_SPEECH", 1.0, "thank you", -1.5),
        ("LOGPROB", -9.0, "thank you", -1.5),
        ("COMPRESSION", 99.0, LOOP, -0.1),
    ],
)
def test_without_each_limit_its_fixture_would_be_believed(
    monkeypatch: pytest.MonkeyPatch, limit: str, lifted: float, text: str, avg_logprob: float
) -> None:
    assert not guards.is_believable(text, avg_logprob=avg_logprob, no_speech_prob=0.9)
    monkeypatch.setattr(guards, limit, lifted)
    assert guards.is_believable(text, avg_logprob=avg_logprob, no_speech_prob=0.9)


@pytest.mark.parametrize("text", ["Thanks for watching!", " thank you for watching. ", "[Music]"])
def test_a_phrase_from_subtitles_is_recognised(text: str) -> None:
    assert guards.is_stock_phrase(text)


@pytest.mark.parametrize("text", ["Thank you.", "Bye.", "Thanks for watching the settlement for me.", ""])
def test_what_people_say_on_calls_is_not_a_stock_phrase(text: str) -> None:
    assert not guards.is_stock_phrase(text)
