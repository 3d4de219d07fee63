"""The days behind the small agent: an invented day that can be answered, a week, and the settings."""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.panel import days
from tests.panel.days import Json


class DayDesk:
    """A part of the desk: rows that tests change, and answers that change them as the agent would."""

    rows: list[Json] | None = None
    carried: tuple[Json, ...] = ()
    settings: Json = days.OFF
    pairs: tuple[Json, ...] = ()
    day_problem: Json | None = None
    closed = False

    def changed(self) -> None:
        """Tell the page; the desk does."""
        raise NotImplementedError

    def day_get(self, body: Json) -> Json:
        date = body["date"] or days.DATE
        self.reminder = None
        return {
            "day": self._day(date) if date == days.DATE else days.a_day([], date=date, settings=self.settings)
        }

    def week_get(self, body: Json) -> Json:
        day = dt.date.fromisoformat(body["date"] or days.DATE)
        monday = day - dt.timedelta(days=day.weekday())
        dates = [(monday + dt.timedelta(days=n)).isoformat() for n in range(7)]
        return {"days": [self._day(d) if d == days.DATE else self._other(d) for d in dates]}

    def day_answer(self, body: Json) -> Json:
        if body.get("close"):
            self.closed = True
        else:
            self._answered(self._row(body["row"]), body)
        self.changed()
        return {"day": self._day(days.DATE)}

    def settings_get(self, body: Json) -> Json:
        return {"settings": self.settings}

    def settings_set(self, body: Json) -> Json:
        watch = {"watch_since": days.DATE, "watch_until": "2026-11-26"} if body.get("watch_only") else {}
        given = {key: value for key, value in body.items() if key not in ("watch_again", "call_logs")}
        self.call_logs = body.get("call_logs", self.call_logs)
        self.settings = {**self.settings, **given, **watch}
        if body.get("watch_again"):
            self.settings = {**self.settings, "watch_over": False}
        self.changed()
        return {"settings": self.settings}

    def _rows(self) -> list[Json]:
        if self.rows is None:
            self.rows = days.rows()
        return self.rows

    def _row(self, key: str) -> Json:
        return next(r for r in (*self._rows(), *self.carried) if r["key"] == key)

    def _day(self, date: str) -> Json:
        made = days.a_day(
            self._rows(), date=date, carried=self.carried, settings=self.settings, pairs=list(self.pairs),
            problem=self.day_problem,
        )  # fmt: skip
        return made | {"closed": self.closed and not made["left"]["all"]}

    def _other(self, date: str) -> Json:
        """A quieter day of the same week; nothing of those to come."""
        if date > days.DATE or dt.date.fromisoformat(date).weekday() > 4:
            return days.a_day([], date=date, settings=self.settings)
        number = int(date[-2:])
        rows = [
            self._moved(row, date) | {"state": "recorded", "to_review": 0, "confirmed": 0}
            for n, row in enumerate(days.rows())
            if (n + number) % 3 and row["kind"] not in ("gap", "nothing")
        ]
        return days.a_day(rows, date=date, settings=self.settings, closed=True)

    def _moved(self, row: Json, date: str) -> Json:
        moments = {name: row[name] and row[name].replace(days.DATE, date) for name in ("start", "end")}
        return row | moments | {"day": date, "twice": []}

    def _answered(self, row: Json, body: Json) -> None:
        said: Json = {"said_at": days.at("13:50"), "to_review": 0, "confirmed": 0}
        changes: list[tuple[Any, Json]] = [
            (body.get("note"), {"kind": "note", "state": "review", "title": body.get("note"), "to_review": 1, "units": 7}),
            (body.get("nothing"), said | {"kind": "nothing", "state": "nothing"}),
            (body.get("dismissed"), said | {"state": "dismissed", "reason": body.get("dismissed"), "units": 0}),
            (body.get("parked"), said | {"state": "parked", "until": body.get("parked")}),
            (body.get("back"), {"kind": "gap", "state": "question", "said_at": None, "units": 0}),
        ]  # fmt: skip
        for asked, change in changes:
            if asked:
                row.update(change)
