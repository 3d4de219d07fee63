"""What the recording of a call is begun with, and how it stands."""

from __future__ import annotations

from dataclasses import dataclass, field

from agent.domain.capture import Capture, CaptureState, Report
from agent.domain.ids import MatterId
from agent.domain.room import is_room
from agent.store.captures import KeptCapture
from agent.workflow.recording import CallOver, MeetingChanged


@dataclass(frozen=True, slots=True)
class Order:
    """What a recording is begun with: who agreed and how, who else is there, and what the call is about."""

    said: tuple[str, ...] = field(default=(), repr=False)  # "M Hale, said yes"
    present: tuple[str, ...] = field(default=(), repr=False)
    titles: tuple[str, ...] = field(default=(), repr=False)  # of the window, as far as known
    leave: str = field(default="", repr=False)
    matter_id: MatterId | None = None
    on_screen: MatterId | None = None
    file: str = field(default="", repr=False)
    room: bool | None = None  # whether the microphone holds everybody; None: the device decides


@dataclass(frozen=True, slots=True)
class Status:
    """How a capture stands. `broke_off`: its program is gone without having ended."""

    capture: Capture
    report: Report
    seconds: int
    broke_off: bool

    @property
    def stage(self) -> str:
        """How it stands in one word: recording, paused, ended or broke_off."""
        state = CaptureState.ENDED if self.report.ended_at is not None else self.capture.state
        return "broke_off" if self.broke_off else state.value

    @property
    def is_room(self) -> bool:
        """Whether the microphone holds everybody, as far as can be told by now."""
        return is_room(self.capture.room, self.report.headset)


def ended_with_its_call(kept: KeptCapture) -> str:
    """Return by which sign the call itself was over, "" where it may go on."""
    code = kept.report.problem.code if kept.report.problem else ""
    return code if code in (CallOver.code, MeetingChanged.code) else ""


def was_stopped(kept: KeptCapture) -> bool:
    """Whether the lawyer stopped it, and whoever was to hand it over is gone; after an objection its clock goes on."""
    return kept.capture.state is CaptureState.ENDED and not kept.capture.consent.is_withdrawn
