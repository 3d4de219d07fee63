"""Why a call cannot be heard: one sentence and one next step each.

CaptureError
  |- NoSoundServer    no PulseAudio or PipeWire answers
  |- NoMicrophone     the server has none, or only what a loudspeaker plays
  `- NoSystemSound    there is nothing that the other side could be heard from
"""

from __future__ import annotations

from agent.errors import TenthError


class CaptureError(TenthError):
    """The sound of a call cannot be had."""

    code = "capture_error"
    status = 503
    hint = "The clock goes on; write notes, or try again."


class NoSoundServer(CaptureError):
    """No sound server answers, or its tools are not installed."""

    code = "no_sound_server"
    hint = "Check that PulseAudio or PipeWire runs, and install pulseaudio-utils."


class NoMicrophone(CaptureError):
    """There is no microphone."""

    code = "no_microphone"
    hint = "Plug in a microphone or headset, or choose one in the system's sound settings."


class NoSystemSound(CaptureError):
    """There is nothing that the other side could be heard from."""

    code = "no_system_sound"
    hint = "Choose a loudspeaker or headset in the system's sound settings."
