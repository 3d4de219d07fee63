"""tests/capture/hearing.py: how the tests measure that two sounds are the same, and what that measure does not forgive."""

from __future__ import annotations

import numpy as np
import pytest

from agent.domain.transcript import TrackKind
from tests.capture.hearing import RATE, Samples, followed, likeness, noise, practice_call, samples, shifted


@pytest.fixture(scope="module")
def said() -> Samples:
    """Twenty seconds of speech."""
    return samples(practice_call(20)[TrackKind.SYSTEM])


def heard(*parts: Samples) -> Samples:
    """Return these after two seconds of hardly anything, as a recording begins and ends."""
    rest = samples(noise(2, 1.0))
    return np.concatenate([rest, *parts, rest])


def test_a_third_of_a_sample_and_a_stall_of_the_player_are_no_loss(said: Samples) -> None:
    assert followed(heard(shifted(said, 1 / 3)), said) > 0.999
    middle, stall = 11 * RATE + 4_000, np.zeros(1_024)
    stalled = heard(said[:middle], stall, said[middle:])
    assert followed(stalled, said) > 0.98
    assert likeness(stalled, said) < 0.95, "what one lag for the whole makes of it"


def test_what_is_lost_noisy_or_somebody_elses_is_told(said: Samples) -> None:
    lost = said.copy()
    lost[np.argsort(-np.abs(said).reshape(-1, RATE).sum(axis=1))[0] * RATE :][: 2 * RATE] = 0
    assert followed(heard(lost), said) < 0.95, "two seconds of twenty"
    assert followed(heard(said + samples(noise(20, said.std() / 2))), said) < 0.95, (
        "noise of a quarter of its power"
    )
    other = samples(practice_call(60)[TrackKind.MICROPHONE])
    assert followed(heard(other[30 * RATE : 50 * RATE]), said) < 0.5
