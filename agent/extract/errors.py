"""What can go wrong with a language model. Each kind has one sentence; none carries a word of a source or of an answer.

ExtractError
  |- OllamaNotRunning   nobody answers on this computer
  |- NoSuitableModel    it runs, but holds no model that may be used
  |- ModelUnfit         the model did not do as told in the trial
  `- AnswerUnusable     one answer was lost or wrong: the built-in rules do that part, nobody is told off
"""

from __future__ import annotations

from typing import ClassVar

from agent.errors import TenthError

_WITHOUT = "or work with the built-in rules: they need no language model."


class ExtractError(TenthError):
    """The language model cannot be used."""

    code = "extract_failed"
    sentence: ClassVar[str] = "The language model cannot be used."
    hint = "Try again, " + _WITHOUT

    def __init__(self, message: str | None = None, *, hint: str | None = None) -> None:
        super().__init__(message or self.sentence, hint=hint)


class OllamaNotRunning(ExtractError):
    """Nobody answers where Ollama listens, or somebody else does."""

    code = "ollama_not_running"
    status = 503
    sentence = "Ollama is not running on this computer."
    hint = "Start Ollama and try again, " + _WITHOUT


class NoSuitableModel(ExtractError):
    """Ollama holds no model that runs on this computer and keeps to a form."""

    code = "no_suitable_model"
    status = 409
    sentence = "Ollama has no language model that Tenth can use."
    hint = "Run `ollama pull qwen3:4b-instruct` (2.5 GB) once, " + _WITHOUT


class ModelUnfit(ExtractError):
    """The model, or the Ollama it runs in, failed the trial before any matter was shown to it."""

    code = "model_unfit"
    status = 409
    sentence = "The language model did not do as told in a trial, so nothing was shown to it."
    hint = "Update Ollama or choose another model, " + _WITHOUT


class AnswerUnusable(ExtractError):
    """One question got no answer that can be used. `why` is a word for the log: "timeout", "cut off", "shape"."""

    code = "answer_unusable"
    sentence = "The language model's answer could not be used."

    def __init__(self, why: str) -> None:
        super().__init__()
        self.why = why
