"""What can go wrong between sound and words. Each kind has one sentence; none names a file, a person or a matter.

TranscribeError
  |- ModelMissing      no speech model in that folder
  |- ModelBroken       incomplete, or not a Whisper model
  |- EngineCrashed     the child process died; what it had said before is kept
  |- EngineTooSlow     no sign of life for too long
  |- Stopped           somebody asked it to stop
  |- HubUnreachable    the hub that models come from cannot be reached, or the connection broke
  |- HubRefused        it does not hand the file out, or sends us to a place nobody knows
  |- HubChanged        what it offers is not the file that is pinned
  `- SoundError        the sound file:
       |- SoundBroken      damaged, or no sound file at all
       |- SoundCutOff      ends before it should
       |- SoundEmpty       not a moment of sound in it
       |- SoundLocked      protected against copying
       |- NoSoundTrack     pictures only
       `- SoundTooLong     longer than anybody's call
"""

from __future__ import annotations

from typing import ClassVar

from agent.errors import TenthError


class TranscribeError(TenthError):
    """Sound could not be turned into words."""

    code = "transcribe_failed"
    sentence: ClassVar[str] = "The sound could not be turned into words."
    hint = "Try again; the sound is kept."

    def __init__(self, message: str | None = None, *, hint: str | None = None) -> None:
        super().__init__(message or self.sentence, hint=hint)


class ModelMissing(TranscribeError):
    """No speech model in that folder."""

    code = "model_missing"
    status = 409
    sentence = "There is no speech model in that folder."
    hint = "Choose one in Tenth's menu, Speech models, or with `tenth models`; then let it be tried again."


class ModelBroken(TranscribeError):
    """The speech model cannot be loaded."""

    code = "model_broken"
    status = 409
    sentence = "The speech model is incomplete, or not a Whisper model."
    hint = "Copy or download the model again, whole."


class EngineCrashed(TranscribeError):
    """The child process died."""

    code = "engine_crashed"
    sentence = "The speech engine stopped unexpectedly."
    hint = "Try again; the sound is kept. If it happens again, choose a smaller speech model."


class EngineTooSlow(TranscribeError):
    """No sign of life for too long."""

    code = "engine_too_slow"
    status = 504
    sentence = "The speech engine gave no sign of life for too long."
    hint = "Close other programs or choose a smaller speech model, then try again."


class Stopped(TranscribeError):
    """Somebody asked it to stop."""

    code = "transcribe_stopped"
    status = 409
    sentence = "The transcription was stopped."
    hint = "Start it again when it suits; the sound is kept."


class HubUnreachable(TranscribeError):
    """Nothing came, or not all of it."""

    code = "hub_unreachable"
    status = 503
    sentence = "The hub that speech models come from cannot be reached, or the connection broke."
    hint = "Download it again when the computer is online: it goes on where it stopped."


class HubRefused(TranscribeError):
    """It does not hand the file out."""

    code = "hub_refused"
    status = 502
    sentence = "The hub does not hand this speech model out."
    hint = "Try again later, choose another model, or import a folder that somebody else downloaded."


class HubChanged(TranscribeError):
    """What it offers is not what is pinned."""

    code = "hub_changed"
    status = 502
    sentence = "The hub offers another file than the one that Tenth knows; it was not taken."
    hint = "Choose another model, or update Tenth."


class SoundError(TranscribeError):
    """The sound file cannot be used."""

    code = "sound_unusable"
    status = 422
    sentence = "The sound file cannot be used."
    hint = "Convert it to WAV, FLAC, MP3 or M4A, then try again."


class SoundBroken(SoundError):
    """Damaged, or no sound file at all."""

    code = "sound_broken"
    sentence = "The file is damaged or is not a sound file."
    hint = "Play it to the end; if that works, convert it to WAV or MP3 and try again."


class SoundCutOff(SoundError):
    """Ends before it should."""

    code = "sound_cut_off"
    sentence = "The sound file ends before it should: a part of it is missing."
    hint = "Copy it again; if there is no more of it, convert what there is to WAV and try again."


class SoundEmpty(SoundError):
    """Not a moment of sound in it."""

    code = "sound_empty"
    sentence = "The sound file is empty."
    hint = "Check that this is the right file."


class SoundLocked(SoundError):
    """Protected against copying."""

    code = "sound_locked"
    sentence = "The sound file is protected against copying and cannot be opened."
    hint = "Export it without protection from the program that made it."


class NoSoundTrack(SoundError):
    """Pictures only."""

    code = "no_sound_track"
    sentence = "The file holds pictures but no sound."
    hint = "Check that this is the right file."


class SoundTooLong(SoundError):
    """Longer than anybody's call."""

    code = "sound_too_long"
    sentence = "The sound file is longer than twelve hours."
    hint = "Cut it into shorter files."


KINDS: dict[str, type[TranscribeError]] = {
    kind.code: kind
    for kind in (
        TranscribeError,
        ModelMissing,
        ModelBroken,
        SoundBroken,
        SoundCutOff,
        SoundEmpty,
        SoundLocked,
        NoSoundTrack,
        SoundTooLong,
    )
}
"""The kinds a child process may report by their code; its words are never passed on."""
