"""agent/domain/differing.py: what a second hearing says otherwise, and taking it over; nothing heard is ever taken away."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from agent.domain.differing import Difference, Kind, differences, taken_over
from agent.domain.source import Source
from agent.domain.transcript import Segment, TrackKind, Transcript
from tests.builders import a_passage, a_source

ME, THEM = TrackKind.MICROPHONE, TrackKind.SYSTEM
NAMES = {ME: "Ruth Calder", THEM: "Marcus Hale"}


def heard(*turns: tuple[TrackKind, str]) -> list[Segment]:
    """Turns of ten seconds, one after the other."""
    return [Segment(track, n * 10_000, n * 10_000 + 9_000, text) for n, (track, text) in enumerate(turns)]


def call_of(segments: list[Segment]) -> Source:
    return a_source(*Transcript.merged(segments).passages(NAMES))


def differ(first: list[Segment], again: list[Segment]) -> tuple[Difference, ...]:
    return differences(call_of(first), again, NAMES, ["Marcus Hale"])


def changed(found: Difference) -> list[tuple[str, str]]:
    return [(run.was, run.now) for run in found.runs if not run.same]


def test_turns_that_say_the_same_are_not_offered_whatever_their_capitals_and_stops() -> None:
    first = heard((ME, "the rent is six thousand"), (THEM, "yes it is"))
    again = heard((ME, "The rent is six thousand."), (THEM, "Yes, it is!"))
    assert differ(first, again) == ()


def test_figures_come_first_then_names_then_other_words() -> None:
    first = heard(
        (ME, "we will right to them"),
        (THEM, "tell Mister hail"),
        (ME, "it is 15 percent"),
        (THEM, "sixteen days"),
    )
    again = heard(
        (ME, "we will write to them"),
        (THEM, "tell Mister Hale"),
        (ME, "it is 50 percent"),
        (THEM, "sixty days"),
    )
    found = differ(first, again)
    assert [(d.turn, d.kind) for d in found] == [
        ("m20000", Kind.FIGURE), ("s30000", Kind.FIGURE), ("s10000", Kind.NAME), ("m0", Kind.WORDS),
    ]  # fmt: skip
    assert changed(found[0]) == [("15", "50")]
    assert changed(found[3]) == [("right", "write")]


def test_a_word_at_the_head_of_a_sentence_is_no_name_for_its_capital() -> None:
    assert differ(heard((ME, "Then we go")), heard((ME, "When we go")))[0].kind is Kind.WORDS


def test_the_same_moment_of_two_tracks_is_two_turns() -> None:
    first = [Segment(ME, 0, 9_000, "no"), Segment(THEM, 0, 9_000, "yes")]
    again = [Segment(ME, 0, 9_000, "know"), Segment(THEM, 0, 9_000, "yes")]
    (found,) = differ(first, again)
    assert (found.turn, found.speaker) == ("m0", "Ruth Calder")
    assert [p.text for p in taken_over(call_of(first), [found]).passages] == ["know", "yes"]


def test_a_turn_whose_speaker_the_lawyer_named_is_the_same_turn() -> None:
    first, again = heard((ME, "it is 15"), (THEM, "yes")), heard((ME, "it is 50"), (THEM, "yes"))
    source = call_of(first)
    named = replace(source, passages=(replace(source.passages[0], speaker="T Nguyen"), source.passages[1]))
    (found,) = differences(named, again, NAMES)
    assert (found.passage, found.speaker) == ("s1", "T Nguyen")
    after = taken_over(named, [found])
    assert [(p.speaker, p.text) for p in after.passages] == [("T Nguyen", "it is 50"), ("Marcus Hale", "yes")]
    cut = [Segment(ME, 0, 4_000, "it"), Segment(ME, 4_500, 9_000, "is 50")]
    assert differences(named, cut, NAMES) == ()


def test_lost_words_are_offered_and_fill_their_passage() -> None:
    first, again = heard((ME, "one"), (THEM, "")), heard((ME, "one"), (THEM, "two of us"))
    (found,) = differ(first, again)
    source = taken_over(call_of(first), [found])
    assert [(p.id, p.speaker, p.text) for p in source.passages] == [
        ("s1", "Ruth Calder", "one"), ("s2", "Marcus Hale", "two of us"),
    ]  # fmt: skip


def test_a_turn_that_only_the_second_hearing_has_comes_at_its_time_under_a_number_of_its_own() -> None:
    again = heard((ME, "one"), (THEM, "two"), (ME, "three"))
    first = [again[0], again[2]]
    (found,) = differ(first, again)
    assert found.passage is None
    source = taken_over(call_of(first), [found])
    assert [(p.id, p.text) for p in source.passages] == [("s1", "one"), ("s3", "two"), ("s2", "three")]


def test_a_turn_that_was_cut_otherwise_is_not_offered_for_its_words_would_be_doubled() -> None:
    first = [Segment(ME, 0, 9_000, "one two three")]
    again = [
        Segment(ME, 0, 4_000, "one too"),
        Segment(ME, 4_500, 9_000, "three"),
        Segment(THEM, 0, 4_000, "yes"),
    ]
    assert [d.turn for d in differ(first, again)] == ["s0"]


def test_what_only_the_first_hearing_has_stays() -> None:
    first = heard((ME, "one"), (THEM, "two"))
    assert differ(first, first[:1]) == ()
    assert differ(first, [replace(first[1], text="")]) == ()


def test_echoes_of_either_hearing_are_left_alone() -> None:
    first = heard((THEM, "the deed"), (ME, "the deeds"))
    again = [replace(s, text="the need") for s in first]
    assert [d.turn for d in differ(first, [again[0], replace(again[1], echo=True)])] == ["s0"]
    source = call_of(first)
    aside = replace(source, passages=source.passages[:1], echoes=source.passages[1:])
    assert [d.turn for d in differences(aside, again, NAMES)] == ["s0"]


def test_what_was_typed_or_said_afterwards_stays() -> None:
    first = heard((ME, "right to them"))
    source = replace(
        call_of(first),
        passages=(*call_of(first).passages, a_passage(2, None, None, "typed"), a_passage(3, 9, 9, "said")),
    )
    found = differences(source, heard((ME, "write to them")), NAMES)
    texts = [p.text for p in taken_over(source, found).passages]
    assert sorted(texts) == ["said", "typed", "write to them"]


WORDS = st.lists(st.sampled_from(["rent", "Hale", "six", "the", "of", "15"]), max_size=6).map(" ".join)


@given(st.lists(st.tuples(st.sampled_from([ME, THEM]), WORDS, WORDS), min_size=1, max_size=8))
def test_after_taking_all_over_nothing_differs_and_no_turn_is_lost_or_doubled(
    turns: list[tuple[TrackKind, str, str]],
) -> None:
    first = heard(*((track, was) for track, was, _ in turns))
    again = heard(*((track, now) for track, _, now in turns))
    source = call_of(first)
    after = taken_over(source, differences(source, again, NAMES))
    assert differences(after, again, NAMES) == ()
    assert len({p.id for p in after.passages}) == len(after.passages) == len(first)
    for (_, was, now), passage in zip(turns, after.passages, strict=True):
        assert passage.text.split() == (now or was).split()
