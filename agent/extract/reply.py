"""What a model answered, read strictly. It is used whole or not at all; anything odd is AnswerUnusable, never a crash."""

from __future__ import annotations

from collections.abc import Collection
from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from agent.extract.errors import AnswerUnusable
from agent.extract.schema import MOST_EVIDENCE, MOST_PARTS, MOST_STRETCHES, MOST_VERBS, NONE, WORDS

_Id = Annotated[str, StringConstraints(max_length=16)]
_Label = Literal["work", "small_talk", "firm_admin", "hold", "interruption", "unclear"]


class _Answer(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class Stretch(_Answer):
    """Passages that belong together: from `first` until the next stretch begins."""

    first: _Id
    label: _Label
    matter: _Id
    activity: Annotated[str, StringConstraints(pattern=r"^A1(?:0[1-9]|1[01])$")]
    evidence: Annotated[list[_Id], Field(min_length=1, max_length=MOST_EVIDENCE)]


class _Stretches(_Answer):
    stretches: Annotated[list[Stretch], Field(min_length=1, max_length=MOST_STRETCHES)]


class Part(_Answer):
    """A few words, and the fact or name that follows them."""

    text: Annotated[str, StringConstraints(pattern=WORDS)] = Field(repr=False)
    fact: _Id


class Words(_Answer):
    """A narrative in parts."""

    verbs: Annotated[
        list[Annotated[str, StringConstraints(max_length=40)]], Field(min_length=1, max_length=MOST_VERBS)
    ]
    parts: Annotated[list[Part], Field(min_length=1, max_length=MOST_PARTS)]


def stretches_in(text: str, *, passages: Collection[str], matters: Collection[str]) -> list[Stretch]:
    """Read an answer to sorting. Raise AnswerUnusable when it names a passage or matter that was not offered."""
    found = _read(_Stretches, text).stretches
    for stretch in found:
        _among((stretch.first, *stretch.evidence), passages)
        _among((stretch.matter,), {*matters, NONE})
    return found


def words_in(text: str, *, verbs: Collection[str], mentions: Collection[str]) -> Words:
    """Read an answer to narrating. Raise AnswerUnusable when it names a verb, fact or name that was not offered."""
    found = _read(Words, text)
    _among(found.verbs, verbs)
    _among([part.fact for part in found.parts], {*mentions, NONE})
    return found


_A = TypeVar("_A", bound=_Answer)


def _read(shape: type[_A], text: str) -> _A:
    try:
        return shape.model_validate_json(text)
    except ValidationError:
        raise AnswerUnusable("shape") from None  # the cause would quote the answer
    except UnicodeEncodeError:
        raise AnswerUnusable("characters") from None  # half a surrogate pair: no text at all


def _among(named: Collection[str], offered: Collection[str]) -> None:
    if not set(named) <= set(offered):
        raise AnswerUnusable("ids")
