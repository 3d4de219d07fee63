"""`tenth capture`: record the call that is going on, consent first. The recording itself is a program of its own."""

from __future__ import annotations

import argparse
import datetime as dt

from agent import wiring_capture
from agent.cli.app import is_running
from agent.cli.asked import DONE, Arguments, Asked, Shape, answer, existing, opened, tell
from agent.cli.tables import print_entries
from agent.domain.capture import Recording
from agent.domain.consent import ConsentMissing
from agent.domain.ids import MatterId, SourceId
from agent.domain.offering import What
from agent.domain.source import Stage
from agent.domain.speech_server import words_by
from agent.errors import UsedWrongly
from agent.workflow.capturing import Order

WHAT = (
    "start", "stop", "pause", "resume", "joined", "agreed", "withdrawn", "discard", "room", "headset", "not-this-call",
    "status", "standing", "places",
)  # fmt: skip

OFFERS = {
    What.CAPTURE: "{label} uses the microphone: tenth capture start records it, with everybody's consent; tenth clock start"
    " --call keeps its time.",
    What.CLOCK: "{label} uses the microphone: tenth clock start --call keeps its time.",
    What.STOP: "{label} has let go of the microphone: the call will be ended soon. tenth capture stop, tenth clock stop.",
}


ROOM = (
    "Whoever speaks into the microphone is “In the room”, and no work told there is taken for yours: "
    "tenth capture headset if it is you alone."
)
HEADSET = "The microphone is you: tenth capture room if others speak into it too."


def add(verbs: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser) -> None:
    """Add the verb."""
    capture = verbs.add_parser(
        "capture", parents=[common], help="record the call that is going on, consent first"
    )
    capture.add_argument("what", choices=WHAT, metavar="|".join(WHAT))
    capture.add_argument(
        "--consent",
        action="append",
        default=[],
        metavar='"WHO, HOW"',
        help="who was told and agreed, and how; repeatable",
    )
    capture.add_argument(
        "--with",
        dest="present",
        action="append",
        default=[],
        metavar="NAME",
        help="who is on the call; repeatable",
    )
    capture.add_argument("--matter", metavar="DISPLAY_NUMBER", help="what the call is about")
    capture.add_argument(
        "--title", action="append", default=[], metavar="TEXT", help="of the meeting or its window"
    )
    capture.add_argument(
        "--leave", default="", metavar='"leave granted by ..."', help="for a hearing and the like"
    )
    room = capture.add_mutually_exclusive_group()
    room.add_argument(
        "--room",
        action="store_true",
        default=None,
        help="others can be heard in the microphone; the default without a headset",
    )
    room.add_argument(
        "--headset", action="store_false", dest="room", default=None, help="the microphone is you alone"
    )
    capture.add_argument("--keep", action="store_true", help="withdrawn: keep what was agreed to until now")
    capture.add_argument(
        "--on", type=dt.date.fromisoformat, metavar="DATE", help="standing: when it was given"
    )
    capture.add_argument("--forget", default="", metavar="NAME", help="standing: take one back")
    capture.add_argument(
        "--from", dest="file", default="", metavar="FILE", help="hear a sound file in a sound card's place"
    )
    capture.set_defaults(run=_capture)


def _capture(arguments: Arguments) -> int:
    if arguments.what == "places":
        return _places(arguments)
    with opened(arguments) as asked:
        if arguments.what in ("start", "stop", "standing"):
            return {"start": _start, "stop": _stop, "standing": _standing}[arguments.what](arguments, asked)
        if arguments.what != "status":
            _change(arguments, asked)
        return _status(arguments, asked)


def _start(arguments: Arguments, asked: Asked) -> int:
    services = asked.services
    file = str(existing(arguments.file).absolute()) if arguments.file else ""
    order = Order(
        said=tuple(arguments.consent), present=tuple(arguments.present), titles=tuple(arguments.title),
        leave=arguments.leave, matter_id=_matter(arguments, asked), file=file, room=arguments.room,
    )  # fmt: skip
    try:
        services.capture.start(order)
    except ConsentMissing:
        tell(f"Read this out first: {services.capture.notice()}")
        raise
    services.retention.sweep()
    return _status(arguments, asked)


def _stop(arguments: Arguments, asked: Asked) -> int:
    """Stop, and bring the call to its words at once; where the app runs, it does that."""
    services = asked.services
    source = services.capture.stop()
    if not is_running(asked.home):
        services.process.all()  # of a call that ended by itself too
    if source is None:
        return _status(arguments, asked)
    return _handed_over(arguments, asked, source)


def _handed_over(arguments: Arguments, asked: Asked, source: SourceId) -> int:
    view = asked.services.review.source_view(source)
    recording = view.kept.recording
    shape: Shape = {
        "call": source,
        "stage": view.kept.source.stage.value,
        "seconds": recording.length_ms // 1000 if recording else None,
        "entries": [entry.id for entry in view.entries],
        "words_by": [host for host in view.kept.words_by if host],
        "recording": None if recording is None else _recorded(recording),
    }
    if by := words_by(view.kept.words_by):
        tell(f"Words by {by}.")
    if view.kept.failure is not None and view.kept.source.stage is Stage.RECORDED:
        tell(
            f"The recording is kept, its words are not there yet: {view.kept.failure.message} {view.kept.failure.hint}"
        )
    book = asked.services.rates.book()
    answer(arguments, shape, lambda: print_entries(view.entries, view.pushes, book))
    return DONE


def _recorded(recording: Recording) -> Shape:
    return {
        "began_at": recording.began_at.isoformat(),
        "agreed_by": list(recording.consent.agreed_by),
        "truncated": recording.is_truncated,
        "damaged": recording.is_damaged,
        "silences": [{"start": s.start_ms, "end": s.end_ms, "why": s.why} for s in recording.silences],
    }


def _change(arguments: Arguments, asked: Asked) -> None:
    capture = asked.services.capture
    who, how = _said(arguments)
    match arguments.what:
        case "pause":
            capture.pause()
        case "resume":
            capture.resume()
        case "joined":
            capture.joined(who or ", ".join(arguments.present))
        case "agreed":
            capture.agreed(who, how)
        case "withdrawn":
            capture.withdrawn(who or ", ".join(arguments.present), how, keep=arguments.keep)
        case "discard":
            capture.discard()
        case "room" | "headset":
            capture.in_room(room=arguments.what == "room")
        case "not-this-call":
            asked.services.noticing.not_this_call()


def _status(arguments: Arguments, asked: Asked) -> int:
    if not is_running(asked.home):
        asked.services.noticing.look()
    status, offer = asked.services.capture.status(), asked.services.noticing.offer()
    offered: Shape | None = (
        None if offer is None else {"what": offer.what, "label": offer.label, "because": offer.because}
    )
    if offer is not None:
        tell(OFFERS[offer.what].format(label=offer.label))
    if status is None:
        answer(
            arguments,
            {"call": None, "stage": None, "seconds": None, "offer": offered},
            lambda: tell("No call is being recorded."),
        )
        return DONE
    capture, report = status.capture, status.report
    stage, waits = status.stage, asked.services.speech.holds_up(capture.id)
    shape: Shape = {
        "call": capture.id,
        "stage": stage,
        "seconds": status.seconds,
        "agreed_by": list(capture.consent.agreed_by),
        "waiting_for": list(capture.consent.waiting_for),
        "room": status.is_room,
        "gaps": [{"track": g.track, "start": g.start_ms, "end": g.end_ms, "why": g.why} for g in report.gaps],
        "problem": None if report.problem is None else report.problem.code,
        "words_behind_seconds": asked.services.hearing.behind_seconds(),
        "levels": {level.track.value: level.peak for level in report.levels},
        "signs": [*(sign.code.value for sign in report.signs), *((waits.code,) if waits else ())],
        "offer": offered,
    }
    answer(arguments, shape, lambda: tell(_sentence(stage, status.seconds)))
    if stage == "recording":
        tell(ROOM if status.is_room else HEADSET)
    if (behind := shape["words_behind_seconds"]) is not None:
        tell(f"Words are {behind} s behind.")
    for sign in report.signs:
        _say(sign.message, sign.hint)
    if waits is not None:  # begins with the name of a host, which has no capital
        tell(f"{waits.message}. {waits.hint}")
    if report.problem is not None:
        _say(report.problem.message, report.problem.hint)
    return DONE


def _say(message: str, hint: str) -> None:
    tell(f"{message[:1].upper()}{message[1:]}. {hint}")


def _sentence(stage: str, seconds: int) -> str:
    said = {
        "recording": "Recording",
        "paused": "Paused; no sound is kept",
        "ended": "The sound has ended; the clock runs",
        "broke_off": "The recording broke off; what was sealed is kept, and the clock runs",
    }[stage]
    return f"{said}: {seconds // 60}:{seconds % 60:02d} since the call began."


def _standing(arguments: Arguments, asked: Asked) -> int:
    standing = asked.services.standing
    if arguments.forget and not standing.forget(arguments.forget):
        tell("There was no such standing consent.")
    if arguments.consent:
        who, how = _said(arguments)
        if arguments.on is None:
            raise UsedWrongly("a standing consent has a date", hint="Say when it was given: --on 2026-05-19.")
        standing.keep(who, how, arguments.on)
    kept = [{"who": s.who, "how": s.how, "given_on": s.given_on.isoformat()} for s in standing.all()]
    answer(
        arguments,
        {"standing": kept},
        lambda: tell("\n".join(f"{s['who']}, {s['how']} ({s['given_on']})" for s in kept)),
    )
    return DONE


def _places(arguments: Arguments) -> int:
    places = wiring_capture.places_of_law()
    shape: Shape = {
        "places": [
            {"name": p.name, "recording": p.recording, "use": p.use, "link": p.link, "read": p.read.isoformat(), "sure": p.sure}
            for p in places
        ]
    }  # fmt: skip
    answer(
        arguments,
        shape,
        lambda: print(
            "\n\n".join(f"{p.name}\n  {p.recording}\n  {p.use}\n  {p.link} (read {p.read})" for p in places)
        ),
    )
    tell("For information; check with counsel. Tenth asks everyone, everywhere.")
    return DONE


def _said(arguments: Arguments) -> tuple[str, str]:
    """Split the first "who, how"."""
    who, _, how = (arguments.consent[0] if arguments.consent else "").partition(",")
    return who.strip(), how.strip()


def _matter(arguments: Arguments, asked: Asked) -> MatterId | None:
    return asked.services.mirror.numbered(arguments.matter).id if arguments.matter else None
