"""agent/transcribe/server/wire.py: an answer is a stranger's, and nothing of it is used before all of it was looked at."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.transcribe.server.wire import Unusable, form, heard_in, models_in

SECONDS = 10.0
WORD = {"word": " hello", "start": 0.5, "end": 0.9}


def read(**fields: Any) -> Any:
    return heard_in(json.dumps({"text": " hello Marcus", **fields}).encode(), seconds=SECONDS)


def test_text_words_and_scores_are_read() -> None:
    segments = [{"avg_logprob": -0.2, "no_speech_prob": 0.1}, {"avg_logprob": -0.9, "no_speech_prob": 0.3}]
    heard = read(words=[WORD, {"word": " Marcus", "start": 1, "end": 1.5}], segments=segments)
    assert heard.text == " hello Marcus"
    assert [(word.middle, word.text) for word in heard.words] == [(0.7, " hello"), (1.25, " Marcus")]
    assert (heard.avg_logprob, heard.no_speech_prob) == (-0.9, 0.3)


def test_words_that_come_bare_are_set_apart() -> None:
    assert (
        "".join(w.text for w in read(words=[{**WORD, "word": w} for w in ("hello", "Marcus")]).words)
        == " hello Marcus"
    )


def test_an_answer_without_words_or_segments_will_do() -> None:
    assert read(words=None).words == ()
    assert read().no_speech_prob == 0.0


@pytest.mark.parametrize(
    "body",
    [
        b"", b"null", b"[]", b"\"text\"", b"{}", b"{\"text\":1}", b"<html>Sign in</html>", b"\xff\xfe", b"[" * 100_000,
        b"{\"text\": \"" + b"a" * 5_000 + b"\"}", b"{\"text\": null}",
    ],
)  # fmt: skip
def test_what_is_no_answer_is_refused(body: bytes) -> None:
    with pytest.raises(Unusable):
        heard_in(body, seconds=SECONDS)


@pytest.mark.parametrize(
    "words",
    [
        "hello", {"0": WORD}, [None], [[]], ["hello"], [{**WORD, "word": None}], [{**WORD, "word": "a" * 200}],
        [{**WORD, "start": -0.1}], [{**WORD, "end": 12.0}], [{**WORD, "start": 2, "end": 1}], [{**WORD, "start": "0"}],
        [{**WORD, "start": None}], [{**WORD, "start": True}], [{"word": " hello"}], [WORD] * 1_000, [{**WORD, "end": 1e400}],
        [{**WORD, "word": "a" * 99}] * 20,
    ],
)  # fmt: skip
def test_words_at_no_time_of_this_sound_are_refused(words: object) -> None:
    with pytest.raises(Unusable):
        read(words=words)


def test_a_number_that_is_none_is_refused() -> None:
    for number in ("NaN", "Infinity", "-Infinity", "1e99"):
        body = f'{{"text": "hello", "words": [{{"word": "hello", "start": {number}, "end": 1}}]}}'
        with pytest.raises(Unusable):
            heard_in(body.encode(), seconds=SECONDS)
    with pytest.raises(Unusable):
        read(segments=[{"avg_logprob": "high"}])


def test_what_cannot_be_seen_is_taken_away() -> None:
    heard = read(
        text="call\u202eeurt\u0000 \x1b[31mMarcus\u200b\nHale", words=[{**WORD, "word": " Mar\u202ecus"}]
    )
    assert heard.text == "calleurt [31mMarcus Hale"
    assert heard.words[0].text == " Marcus"


def test_an_error_says_nothing_of_the_answer() -> None:
    with pytest.raises(Unusable) as refusal:
        read(text="the settlement of Hale" * 500)
    assert "Hale" not in str(refusal.value)
    assert refusal.value.__cause__ is None


@given(st.recursive(st.none() | st.booleans() | st.floats() | st.text() | st.integers(), lambda inner: (
    st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from(["text", "words", "segments", "word", "start", "end", "avg_logprob"]), inner)
)))  # fmt: skip
def test_anything_is_read_or_refused(answer: object) -> None:
    try:
        heard = heard_in(json.dumps(answer).encode(), seconds=SECONDS)
    except Unusable:
        return
    assert len(heard.text) <= 800
    assert all(0 <= word.middle <= SECONDS + 1 for word in heard.words)


def test_models_are_names() -> None:
    assert models_in(b'{"data": [{"id": "Systran/faster-whisper-small.en"}, {"id": "whisper-1"}]}') == [
        "Systran/faster-whisper-small.en", "whisper-1",
    ]  # fmt: skip
    for body in (
        b"[]",
        b'{"data": {}}',
        b'{"data": [{}]}',
        b'{"data": [{"id": "a\\nb"}]}',
        b'{"data": [{"id": ""}]}',
    ):
        with pytest.raises(Unusable):
            models_in(body)


def test_what_is_asked_is_what_the_interface_knows() -> None:
    asked = form("whisper-1", word_times=True, hotwords=["Marcus Hale", "Kestrel Lane"])
    assert asked == {
        "model": "whisper-1", "language": "en", "response_format": "verbose_json", "temperature": "0",
        "timestamp_granularities[]": ["word", "segment"], "prompt": "Marcus Hale, Kestrel Lane",
    }  # fmt: skip
    assert form("whisper-1", word_times=False)["timestamp_granularities[]"] == ["segment"]
    assert len(form("m", word_times=False, hotwords=["name"] * 500)["prompt"]) == 600
