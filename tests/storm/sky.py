"""The time of a storm, and whose turn it is.

Nothing here waits: time moves when somebody sleeps, and of several processes exactly one runs, chosen by a seeded chance at
every step. So a schedule is the same each time it is played.
"""

from __future__ import annotations

import datetime as dt
import random
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

DAWN = dt.datetime(2026, 5, 20, 2, 0, tzinfo=dt.UTC)


class Killed(BaseException):
    """The process was killed here. Nothing catches it; what it held in memory is gone."""


class Sky:
    """Seconds that only go forward, with things that happen at a moment. Clio's clock is always right."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self._events: list[tuple[float, Callable[[], object]]] = []

    def __call__(self) -> float:
        """Return monotonic seconds."""
        return self.seconds

    def now(self) -> dt.datetime:
        """Return the true time."""
        return DAWN + dt.timedelta(seconds=self.seconds)

    def at(self, seconds: float, event: Callable[[], object]) -> None:
        """Let something happen later."""
        self._events.append((seconds, event))

    def pass_until(self, seconds: float) -> None:
        """Let time pass, and happen what is due meanwhile."""
        for due, event in sorted((e for e in self._events if e[0] <= seconds), key=lambda e: e[0]):
            self.seconds = max(self.seconds, due)
            self._events.remove((due, event))
            event()
        self.seconds = max(self.seconds, seconds)


class Turns:
    """Lets several threads run one at a time, in a seeded order; their sleeps and locks cost no time of ours."""

    def __init__(self, sky: Sky, chance: random.Random) -> None:
        self._sky = sky
        self._chance = chance
        self._gates: dict[int, threading.Semaphore] = {}
        self._asleep: dict[int, float] = {}
        self._blocked: dict[int, str] = {}
        self._held: dict[str, int] = {}
        self._me = threading.local()
        self.failure: BaseException | None = None

    def run(self, lives: list[Callable[[], None]]) -> None:
        """Run lives side by side until all have ended."""
        if len(lives) == 1:
            self._me.number = 0
            self._gates = {0: threading.Semaphore(0)}
            lives[0]()
            return
        self._gates = {number: threading.Semaphore(0) for number in range(len(lives))}
        threads = [threading.Thread(target=self._live, args=(n, life)) for n, life in enumerate(lives)]
        for thread in threads:
            thread.start()
        self._gates[0].release()
        for thread in threads:
            thread.join()
        if self.failure is not None:
            raise self.failure

    def step(self) -> None:
        """Let somebody else run, perhaps."""
        if len(self._gates) > 1:
            self._pass_on()

    def sleep(self, seconds: float) -> None:
        """Let time pass; the others run meanwhile."""
        self._asleep[self._me.number] = self._sky.seconds + seconds
        self._pass_on()

    @contextmanager
    def lock(self, name: str) -> Iterator[None]:
        """Hold a lock that one process has at a time."""
        while name in self._held:
            self._blocked[self._me.number] = name
            self._pass_on()
        self._held[name] = self._me.number
        try:
            yield
        finally:
            del self._held[name]
            self._blocked = {n: each for n, each in self._blocked.items() if each != name}

    def _live(self, number: int, life: Callable[[], None]) -> None:
        self._me.number = number
        self._gates[number].acquire()
        try:
            life()
        except BaseException as error:
            self.failure = error
        del self._gates[number]
        if self._gates:
            self._gates[self._next()].release()

    def _pass_on(self) -> None:
        following = self._next()
        if following != self._me.number:
            mine = self._gates[self._me.number]
            self._gates[following].release()
            mine.acquire()

    def _next(self) -> int:
        """Choose who runs next. When all are asleep, time passes until the first wakes."""
        awake = self._ready()
        while not awake:
            self._sky.pass_until(min(self._asleep.values()))
            awake = self._ready()
        return self._chance.choice(awake)

    def _ready(self) -> list[int]:
        for number in [n for n, until in self._asleep.items() if until <= self._sky.seconds]:
            del self._asleep[number]
        return [n for n in sorted(self._gates) if n not in self._asleep and n not in self._blocked]
