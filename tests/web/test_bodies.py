"""agent/web/bodies.py: strict shapes, everything bounded."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest

from agent.domain.revision import Revision
from agent.errors import UsedWrongly
from agent.web import bodies, routes_day
from agent.web.bodies import Body, read_body


def read(kind: type[Body], **fields: Any) -> Any:
    return read_body(kind, json.dumps(fields).encode())


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"null",
        b"[]",
        b'"x"',
        b"{",
        b"\xff",
        b'{"since":NaN}',
        b"[" * 100_000,
        b'{"since":' + b"9" * 400 + b"}",
    ],
)
def test_what_is_no_such_object_is_refused(data: bytes) -> None:
    with pytest.raises(UsedWrongly):
        read_body(bodies.StateSince, data)


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        (bodies.OneEntry, {"entry": "e1", "version": 1, "more": 1}),
        (bodies.OneEntry, {"entry": "e1", "version": "1"}),
        (bodies.OneEntry, {"entry": "e1", "version": True}),
        (bodies.OneEntry, {"entry": "e1", "version": 1.0}),
        (bodies.OneEntry, {"entry": "../e1", "version": 1}),
        (bodies.OneEntry, {"entry": "e1\n", "version": 1}),
        (bodies.OneEntry, {"entry": "", "version": 1}),
        (bodies.OneEntry, {"version": 1}),
        (bodies.Revise, {"entry": "e1", "version": 1, "units": 0}),
        (bodies.Revise, {"entry": "e1", "version": 1, "units": 2_401}),
        (bodies.Revise, {"entry": "e1", "version": 1, "narrative": "x" * 10_001}),
        (bodies.Revise, {"entry": "e1", "version": 1, "date": "19/05/2026"}),
        (bodies.Revise, {"entry": "e1", "version": 1, "billable": "yes"}),
        (bodies.Revise, {"entry": "e1", "version": 1, "activity": "B100"}),
        (bodies.Split, {"entry": "e1", "version": 1, "at": "s0"}),
        (bodies.Split, {"entry": "e1", "version": 1, "at": "2"}),
        (bodies.Clip, {"source": "x", "start_ms": -1, "end_ms": 5}),
        (bodies.MatterSearch, {"query": "x" * 201}),
        (bodies.MatterSearch, {"query": "x", "limit": 51}),
        (bodies.ExportWrite, {"target": "../x", "form": "csv"}),
        (bodies.ExportWrite, {"target": "clio-csv", "form": "exe"}),
        (bodies.PushBody, {"entries": ["e"] * 1_001}),
        (bodies.TakeIn, {"name": "call.vtt", "data": "not base64!"}),
        (bodies.Paste, {"text": ""}),
        (bodies.Paste, {"text": "x", "context": {"call_start": "2026-05-19T10:00:00"}}),
        (bodies.Paste, {"text": "x", "context": {"participants": ["x"] * 101}}),
        (bodies.EntryList, {"status": "billed"}),
        (bodies.Hello, {"nonce": "0F" * 16}),
        (bodies.WindowOpen, {"nonce": "0f" * 16, "proof": "0" * 63}),
    ],
)
def test_what_does_not_fit_is_refused(kind: type[Body], fields: dict[str, Any]) -> None:
    with pytest.raises(UsedWrongly):
        read(kind, **fields)


def test_what_fits_is_read() -> None:
    assert read(bodies.TakeIn, name="call.vtt", data="V0VCVlRUCg==").data == b"WEBVTT\n"
    context = read(bodies.Paste, text="x", context={"call_start": "2026-05-19T10:00:00+10:00"}).context
    assert context.call_start.isoformat() == "2026-05-19T10:00:00+10:00"
    assert read(bodies.StateSince).since is None
    assert read(bodies.PushBody, entries=None).entry_ids is None
    assert read(bodies.PushBody, entries=["e1", "e2"]).entry_ids == ["e1", "e2"]


def test_a_change_holds_what_was_said_and_nothing_else() -> None:
    assert read(bodies.Revise, entry="e", version=1, units=3, date="2026-05-19").change() == Revision(
        units=3, date=dt.date(2026, 5, 19)
    )


def test_a_category_of_null_takes_it_away_and_one_left_out_stays() -> None:
    assert read(bodies.Revise, entry="e", version=1, category_id=None).change() == Revision(category_id=0)
    assert read(bodies.Revise, entry="e", version=1).change() == Revision(category_id=None)


def test_words_of_a_matter_are_in_no_repr() -> None:
    body = read(bodies.Revise, entry="e", version=1, narrative="advising on the settlement")
    assert "settlement" not in repr(body)
    assert "café" not in repr(read(bodies.MatterSearch, query="café"))


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        (bodies.ContextBody, {"date": "9999-12-31"}),
        (bodies.ContextBody, {"call_start": "0001-01-01T00:00:00+14:00"}),
        (bodies.Revise, {"entry": "e1", "version": 1, "date": "0001-01-01"}),
        (routes_day.OneDay, {"date": "9999-12-31"}),
    ],
)
def test_a_day_at_the_end_of_the_calendar_is_refused_and_breaks_nothing(
    kind: type[Body], fields: dict[str, Any]
) -> None:
    with pytest.raises(UsedWrongly):
        read(kind, **fields)
    with pytest.raises(OverflowError):
        dt.datetime.max.replace(tzinfo=dt.UTC).astimezone(dt.timezone(dt.timedelta(hours=10)))  # the control


def test_a_day_on_which_somebody_works_is_taken() -> None:
    assert read(bodies.ContextBody, date="2026-05-19").date == dt.date(2026, 5, 19)
    assert read(bodies.ContextBody, call_start="2026-05-19T10:00:00+10:00").call_start is not None
