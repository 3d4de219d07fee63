"""agent/domain/dictation.py: what is said of a call afterwards becomes passages of their own."""

from __future__ import annotations

from dataclasses import replace

from agent.domain.dictation import with_words
from agent.domain.ids import passage_id
from tests.builders import a_passage, a_source


def test_words_said_afterwards_take_no_number_of_an_echo_that_is_put_aside() -> None:
    """Else the echo, shown again, would be a second passage of the same name."""
    call = replace(a_source(a_passage(1)), echoes=(a_passage(2),))
    source, (said,) = with_words(call, ["I drafted the deed."])
    assert said.id == passage_id(3)
    assert [p.id for p in source.shown(passage_id(2)).passages] == ["s1", "s2", "s3"]
