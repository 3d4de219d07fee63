"""agent/domain/hearing.py: how far a call is, by how much words are behind, and what a battery allows."""

from __future__ import annotations

import pytest

from agent.domain.hearing import (
    BATTERY_SHARE,
    LOW_BATTERY_SHARE,
    Part,
    Place,
    Power,
    behind_ms,
    lost,
    share_of_processor,
)
from agent.domain.transcript import TrackKind, Transcript

ME, THEM = TrackKind.MICROPHONE, TrackKind.SYSTEM
SECOND = 16_000


@pytest.mark.parametrize(
    ("power", "share"),
    [
        (Power(), 1.0),
        (Power(on_battery=False, percent=5), 1.0),
        (Power(on_battery=True, percent=None), BATTERY_SHARE),
        (Power(on_battery=True, percent=80), BATTERY_SHARE),
        (Power(on_battery=True, percent=25), LOW_BATTERY_SHARE),
    ],
)
def test_on_battery_the_processor_is_used_for_a_share_of_the_time(power: Power, share: float) -> None:
    assert share_of_processor(power) == share


def test_words_are_behind_by_what_was_not_listened_to_yet() -> None:
    places = {ME: Place(upto=50 * SECOND), THEM: Place(upto=70 * SECOND)}
    assert behind_ms(100_000, places) == 40_000
    assert behind_ms(100_000, {}) == 100_000
    assert behind_ms(10_000, places) == 0, "the size of the file is known a moment later than its sound"


def test_a_place_keeps_only_the_turns_it_needs() -> None:
    place = Place()
    for n in range(5):
        at = n * SECOND if n % 2 else place.at
        place = place.after(Part(ME, at, (n + 1) * SECOND, ((n * SECOND, (n + 1) * SECOND),)))
    assert (place.at, place.upto) == (3 * SECOND, 5 * SECOND)
    assert place.done == ((3 * SECOND, 4 * SECOND), (4 * SECOND, 5 * SECOND))
    assert place.reaches(0, SECOND) == SECOND
    assert place.reaches(6 * SECOND, 7 * SECOND) == 6 * SECOND


def test_a_turn_that_was_cut_has_its_words_as_far_as_its_pieces_go() -> None:
    place = Place().after(Part(ME, 0, 20 * SECOND, ((2 * SECOND, 9 * SECOND),)))
    assert place.reaches(2 * SECOND, 20 * SECOND) == 9 * SECOND
    whole = place.after(Part(ME, 0, 20 * SECOND, ((9 * SECOND, 20 * SECOND),)))
    assert whole.reaches(2 * SECOND, 20 * SECOND) == 20 * SECOND
    assert whole.reaches(2 * SECOND, 20 * SECOND + 800) == 20 * SECOND + 800, "found again with another end"


def test_lost_turns_are_known_and_are_nobodys_words() -> None:
    part = lost(ME, ((SECOND, 2 * SECOND),))
    assert Place().after(part).reaches(SECOND, 2 * SECOND) == 2 * SECOND
    (passage,) = Transcript.merged(part.segments).passages({ME: "Ruth Calder"})
    assert (passage.start_ms, passage.end_ms, passage.text, passage.speaker) == (1000, 2000, "", None)
