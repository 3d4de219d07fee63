"""An invented day for the page's tests: the one that the sketch of the panel draws."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

Json = dict[str, Any]

DATE = "2026-11-20"
KETTLE, FERN = "20417-Copper Kettle", "20391-Fern Gully"
OFF = {
    "unit": 360, "target_units": None, "reminder": None, "watch_only": False, "watch_since": None, "watch_until": None,
    "watch_over": False,
}  # fmt: skip


def at(time: str, date: str = DATE) -> str:
    """A time of day as the agent says it."""
    hour, minute = time.split(":")
    return f"{date}T{int(hour):02}:{minute}:00+11:00"


def minutes(start: str, end: str) -> int:
    """How long from one time of day to another."""
    (h1, m1), (h2, m2) = (map(int, each.split(":")) for each in (start, end))
    return (h2 - h1) * 60 + m2 - m1


def a_row(
    key: str, kind: str, state: str, title: str = "", times: str = "", units: int = 0, **more: Any
) -> Json:
    """A row, with what it is about and when ("9:18-10:00")."""
    start, _, end = times.partition("-")
    row: Json = {
        "key": key, "day": DATE, "kind": kind, "form": "", "state": state, "title": title, "also": None,
        "start": at(start) if times else None, "end": at(end) if times else None,
        "seconds": minutes(start, end) * 60 if times else 0, "units": units, "matters": [], "source": None, "entries": [],
        "to_review": int(state in ("review", "matter")), "confirmed": int(state == "confirmed"), "typed_there": False,
        "gone": False, "twice": [], "said_at": None, "reason": "", "until": None,
    }  # fmt: skip
    return row | more


def a_gap(times: str) -> Json:
    """A time without a trace."""
    return a_row(f"gap:{times.replace(':', '')}", "gap", "question", times=times)


def rows() -> list[Json]:
    """The rows of the sketch."""
    overlap = {"start": at("11:20"), "end": at("11:36"), "rows": ["calendar:1", "source:mail"], "gap": False}
    return [
        a_row("source:deed", "document", "recorded", "Deed of variation, mark-up", "8:40-9:04", 4, matters=[KETTLE]),
        a_row("source:nair", "call", "recorded", "Priya Nair", "9:12-9:18", 1, matters=["20388-Wattle Lane"]),
        a_gap("9:18-10:00"),
        a_row(
            "source:call-1", "call", "review", "Marcus Hale", "10:00-10:31", 5, form="sound", source="call-1",
            entries=["e1", "e2"], matters=[KETTLE, "20455-Copper Kettle"], to_review=2,
        ),
        a_row("source:note", "note", "confirmed", "Instructions on easement", "10:33-10:45", 2, matters=[FERN]),
        a_row(
            "calendar:1", "calendar", "recorded", "Conference with counsel", "10:54-11:36", 7, matters=[FERN],
            typed_there=True, twice=[overlap],
        ),
        a_row("source:mail", "email", "nothing", "Re: listing", "11:20-11:50"),
        a_row("gap:11501230", "nothing", "nothing", "", "11:50-12:30", said_at=at("12:34")),
        a_row("source:caveat", "document", "recorded", "Caveat and statutory declaration", "12:30-13:06", 6, matters=[FERN]),
        a_gap("13:06-13:31"),
        a_row("source:withheld", "clock", "matter", "Number withheld", "13:31-13:49", 3, form="call_clock"),
    ]  # fmt: skip


def stretches(of: list[Json]) -> list[Json]:
    """The strip of these rows: each where it stands, what two claim once."""
    edges = sorted({edge for row in of for edge in (row["start"], row["end"]) if edge})
    laid: list[Json] = []
    for start, end in pairwise(edges):
        here = [r for r in of if r["start"] and r["start"] <= start and r["end"] >= end]
        gap = [r for r in here if r["kind"] == "gap"]
        keys = [r["key"] for r in here if r["kind"] != "gap"]
        if laid and (laid[-1]["rows"], laid[-1]["gap"]) == (keys, bool(gap)):
            laid[-1]["end"] = end
        else:
            laid.append({"start": start, "end": end, "rows": keys, "gap": bool(gap)})
    return laid


def a_day(of: list[Json], *, date: str = DATE, carried: tuple[Json, ...] = (), **more: Any) -> Json:
    """A day of these rows."""
    live = [r for r in of if r["state"] in ("review", "matter", "confirmed", "question")]
    questions = sum(r["state"] == "question" for r in of)
    to_review, to_push = sum(r["to_review"] for r in of), sum(r["confirmed"] for r in of)
    day: Json = {
        "day": date, "today": DATE, "as_of": at("13:48"), "problem": None, "stretches": stretches(of), "rows": of,
        "carried": list(carried), "recorded_units": sum(r["units"] for r in of if r["state"] == "recorded"),
        "waiting_units": sum(r["units"] for r in live),
        "left": {
            "questions": questions, "to_review": to_review, "to_push": to_push,
            "all": questions + to_review + to_push + len(carried),
        },
        "closed": False, "pairs": [], "settings": OFF,
    }  # fmt: skip
    return day | more
