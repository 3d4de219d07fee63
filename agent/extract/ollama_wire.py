"""Ollama's HTTP shapes, as its documentation and source (0.33) have them: what is asked, and what of the answers is read.

Pure. Every answer is untrusted: it is read strictly, fields nobody needs are passed over.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from agent.extract.errors import AnswerUnusable
from agent.extract.schema import Schema

# Always said: by default Ollama gives 4,096 tokens on most computers and cuts what is longer, without a word.
CONTEXT_TOKENS = 8192
_KEEP_ALIVE = "10m"
_SEED = 1
_CHARACTERS_PER_TOKEN = (
    10  # more than any tokeniser packs into one on average: fewer tokens than this mean a cut prompt
)


@dataclass(frozen=True, slots=True)
class Question:
    """One thing asked of the model. `answer_tokens` leaves room for the white space that grammars allow between JSON tokens."""

    system: str = field(repr=False)
    user: str = field(repr=False)
    schema: Schema = field(repr=False)
    answer_tokens: int


class _Shape(BaseModel):
    model_config = ConfigDict(strict=True, extra="ignore", frozen=True)


class Version(_Shape):
    """Answer of /api/version."""

    version: str = Field(min_length=1)


class Details(_Shape):
    """What a listed model is made of."""

    format: str = ""
    parameter_size: str = ""


class Tag(_Shape):
    """One model in the list of /api/tags. `remote_host` is set when it runs on somebody else's computer."""

    name: str
    size: int = 0
    remote_host: str = ""
    remote_model: str = ""
    details: Details | None = None


class Tags(_Shape):
    """Answer of /api/tags."""

    models: list[Tag] | None


class Shown(_Shape):
    """Answer of /api/show."""

    capabilities: list[str] | None = None
    model_info: dict[str, Any] | None = None
    remote_host: str = ""

    @property
    def context_tokens(self) -> int:
        """Return how long a text the model was made for, 0 when it does not say."""
        info = (self.model_info or {}).items()
        return max((v for k, v in info if k.endswith(".context_length") and isinstance(v, int)), default=0)


class Loaded(_Shape):
    """One model in memory. `context_length` is what Ollama really gave it."""

    name: str
    context_length: int = 0


class Running(_Shape):
    """Answer of /api/ps."""

    models: list[Loaded] | None


class Message(_Shape):
    """What the model said. Thinking aloud is another field, which nobody reads."""

    content: str


class Chat(_Shape):
    """Answer of /api/chat with `stream` off."""

    message: Message
    done: bool
    done_reason: str = ""
    prompt_eval_count: int = 0
    remote_host: str = ""
    remote_model: str = ""


_S = TypeVar("_S", bound=_Shape)


def read(shape: type[_S], body: bytes) -> _S:
    """Read an answer. Raise AnswerUnusable for anything else: `{"error": ...}`, several lines, a web page."""
    try:
        return shape.model_validate_json(body)
    except ValidationError:
        raise AnswerUnusable("not Ollama's shape") from None  # the cause would quote the answer


def chat_body(model: str, question: Question) -> dict[str, Any]:
    """Return the body of a question to /api/chat.

    `truncate` and `shift` off: a text too long is an error, never cut. `think` is always said: left unsaid, some models
    answer freely until they have thought.
    """
    return {
        "model": model,
        "messages": [
            {"role": "system", "content": question.system},
            {"role": "user", "content": question.user},
        ],
        "format": question.schema,
        "stream": False,
        "think": False,
        "truncate": False,
        "shift": False,
        "keep_alive": _KEEP_ALIVE,
        "options": {
            "num_ctx": CONTEXT_TOKENS,
            "num_predict": question.answer_tokens,
            "temperature": 0,
            "seed": _SEED,
        },
    }


def content_of(chat: Chat, question: Question) -> str:
    """Return what the model said. Raise AnswerUnusable when it was cut, not finished, or made from half a question."""
    if chat.remote_host or chat.remote_model:
        raise AnswerUnusable("remote")
    if not chat.done or chat.done_reason != "stop":
        raise AnswerUnusable("cut off")
    asked = len(question.system) + len(question.user)
    if 0 < chat.prompt_eval_count * _CHARACTERS_PER_TOKEN < asked:
        raise AnswerUnusable("question cut")
    return chat.message.content
