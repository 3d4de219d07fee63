"""What can go wrong between this computer and the firm's speech server. None is answered by another engine: the call waits.

SpeechServerError
  |- ServerAway          nobody answers, or not in time           passes by itself
  |- ServerBusy          asks to wait (429)                       passes by itself
  |- ServerBroken        answers with an error of its own (5xx)   passes by itself
  |- ServerUntrusted     its certificate is not the firm's
  |- ServerMoved         points somewhere else: not followed
  |- TokenRefused        does not know the token (401)
  |- ServerForbids       knows it, and does not allow this (403)
  |- PieceTooLarge       takes no piece of this size (413)
  |- ServerUnfit         does not do what is asked (404, 400, 422 and the like)
  `- ServerNonsense      its answer is none
"""

from __future__ import annotations

from typing import ClassVar

from agent.transcribe.errors import TranscribeError

KEPT = "The sound is kept and waits; it is sent nowhere else."
HERE = (
    "or have this call transcribed here instead, on the page Speech server or with tenth speech-server here."
)


class SpeechServerError(TranscribeError):
    """The firm's speech server did not put sound into words. `host` is its name, `wait_seconds` what it asks to wait."""

    code = "speech_server_failed"
    status = 502
    says: ClassVar[str] = "{host} did not put the sound into words"
    hint = f"{KEPT} Try again, {HERE}"

    def __init__(self, host: str, *, hint: str | None = None) -> None:
        super().__init__(self.says.format(host=host), hint=hint)
        self.wait_seconds = 0.0


class ServerAway(SpeechServerError):
    """Nobody answers there, or not in time."""

    code = "speech_server_away"
    status = 503
    says = "{host} does not answer"
    hint = f"{KEPT} Tenth looks every half minute; {HERE}"


class ServerBusy(SpeechServerError):
    """It asks to wait."""

    code = "speech_server_busy"
    status = 503
    says = "{host} has too much to do"
    hint = f"{KEPT} Tenth asks again; {HERE}"


class ServerBroken(SpeechServerError):
    """It answers with an error of its own."""

    code = "speech_server_broken"
    says = "{host} answers with an error of its own"
    hint = f"{KEPT} Tenth asks again; tell whoever looks after the server if it stays so."


class ServerUntrusted(SpeechServerError):
    """Its certificate is not signed by whom it should be."""

    code = "speech_server_untrusted"
    says = "the certificate of {host} cannot be trusted"
    hint = (
        "Nothing was sent. Give the firm's own authority with --ca, and ask whoever looks after the server."
    )


class ServerMoved(SpeechServerError):
    """It points somewhere else."""

    code = "speech_server_moved"
    says = "{host} points to another address, which is not followed"
    hint = f"{KEPT} Name the right address: tenth speech-server --url."


class TokenRefused(SpeechServerError):
    """It does not know the token."""

    code = "speech_server_token"
    status = 401
    says = "{host} does not accept the token"
    hint = f"{KEPT} Give the token again: tenth speech-server --url."


class ServerForbids(SpeechServerError):
    """The token is known and may not do this."""

    code = "speech_server_forbids"
    status = 403
    says = "{host} does not allow this token to transcribe"
    hint = f"{KEPT} Ask whoever looks after the server for the right."


class PieceTooLarge(SpeechServerError):
    """It takes no piece of this size."""

    code = "speech_server_too_large"
    status = 413
    says = "{host} takes no sound of this size"
    hint = f"{KEPT} The server must take pieces of two megabytes; ask whoever looks after it."


class ServerUnfit(SpeechServerError):
    """It does not do what is asked."""

    code = "speech_server_unfit"
    status = 409
    says = "{host} does not transcribe with that model at that address"
    hint = f"{KEPT} Look at the address and the model's name: tenth speech-server --url, --model."


class ServerNonsense(SpeechServerError):
    """Its answer is none that a speech server would give."""

    code = "speech_server_nonsense"
    says = "{host} gave an answer that cannot be used"
    hint = f"{KEPT} Ask whoever looks after the server, {HERE}"
