"""agent/intake/admission.py: nothing, too much and recordings are turned away before any parser sees them."""

import pytest

from agent.intake.admission import admit
from agent.intake.errors import EmptyFile, SoundFileHere, TooBig
from agent.intake.limits import DEFAULT_LIMITS, Limits


def test_bytes_are_admitted_up_to_the_limit() -> None:
    admit(b"x" * 40, Limits(file_bytes=40))
    with pytest.raises(TooBig):
        admit(b"x" * 40, Limits(file_bytes=39))


def test_nothing_in_it_is_said_so() -> None:
    with pytest.raises(EmptyFile):
        admit(b"", DEFAULT_LIMITS)


def test_a_recording_is_sent_to_the_door_for_sound_however_large_it_is() -> None:
    with pytest.raises(SoundFileHere):
        admit(b"fLaC" + b"\x00" * 100, Limits(file_bytes=1))
