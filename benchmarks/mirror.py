"""A mirror of 10,000 matters: first sync, a sync of what changed, and search as you type beside a plain scan with rapidfuzz.

The firm is invented with the variety of real names; Clio is practice Clio in this process, without its limit of requests: the
time that the limit itself costs is worked out from the number of requests. Ratios are of one run, on one machine.
"""

from __future__ import annotations

import datetime as dt
import functools
import itertools
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import httpx
from rapidfuzz import fuzz, process

from agent.clio.client import ClioClient, Line
from agent.clio.limiter import PER_MINUTE, Lane, Limiter
from agent.clio.practice import ClioPractice
from agent.clio.server_clock import ServerClock
from agent.clio.tokens import Tokens
from agent.domain.matter import Matter
from agent.domain.searching import folded
from agent.sandbox import PracticeClio
from agent.sandbox.behaviour import Behaviour
from agent.store.store import Store
from agent.workflow.desk import Desk
from agent.workflow.mirroring import Mirroring
from benchmarks._measured import Measured, report
from tests.clio.fakes import signed_in

MATTERS = 10_000
CHANGED = 20
SEARCHES = 400
LONGEST = 14  # letters typed of each thing looked for
SHOWN = 8
ONSETS = (
    "b",
    "br",
    "c",
    "ch",
    "d",
    "f",
    "g",
    "h",
    "j",
    "k",
    "l",
    "m",
    "n",
    "p",
    "r",
    "s",
    "st",
    "t",
    "th",
    "v",
    "w",
    "z",
)
NUCLEI = ("a", "e", "i", "o", "u", "ā", "ē", "ī", "ō", "ū", "ai", "ea", "ou", "é", "ữ")
CODAS = ("", "", "n", "r", "l", "s", "ng", "th", "ll", "ck", "rd")


def main() -> int:
    """Measure, print the table, and say by the exit status whether every goal was met."""
    with tempfile.TemporaryDirectory(prefix="tenth-bench-") as folder:
        lines = measure(Path(folder))
    return report(lines)


def measure(folder: Path) -> list[Measured]:
    """Measure everything in one home."""
    clio = PracticeClio(matters=MATTERS, behaviour=Behaviour(requests_per_minute=1_000_000))
    name_anew(clio)
    store = Store(folder / "tenth.db", bytes(range(32)))
    mirror = mirror_of(clio, store, folder)
    first = timed(mirror.sync)
    first_requests = asked(clio)
    nothing = timed(mirror.sync)
    nothing_requests = asked(clio)
    for matter in clio.firm.matters[:CHANGED]:
        clio.firm.change("matters", matter["id"], description=f"{matter['description']} (stage two)")
    delta = timed(mirror.sync)
    delta_requests = asked(clio)
    matters = store.matters.all()
    typed = what_is_typed(matters)
    ours = spread(lambda query: mirror.search(query, SHOWN), typed)
    plain = [text_of(matter) for matter in matters]
    scanned = spread(lambda query: scan(query, plain), typed[:: len(typed) // 300])
    opened = Store(folder / "tenth.db", bytes(range(32)))
    cold = timed(lambda: opened.matters.catalogue().search("a", SHOWN))
    opened.close()
    store.close()
    minutes = first_requests / PER_MINUTE[Lane.MIRROR]
    return [
        Measured(f"matters and contacts in the mirror, of {MATTERS:,} matters", len(matters), ""),
        Measured("first sync: our own time", first, "s"),
        Measured("first sync: requests", first_requests, ""),
        Measured("first sync: what Clio's limit makes of them", minutes, "min", 12),
        Measured("sync when nothing changed: our own time", nothing, "s"),
        Measured("sync when nothing changed: requests", nothing_requests, "", PER_MINUTE[Lane.MIRROR]),
        Measured(f"sync when {CHANGED} matters changed: our own time", delta, "s"),
        Measured(f"sync when {CHANGED} matters changed: requests", delta_requests, ""),
        Measured("first search after a start, mirror and index read from the disk", cold * 1000, "ms"),
        Measured("a key press, index: median", ours.median, "ms"),
        Measured("a key press, index: p95", ours.p95, "ms"),
        Measured("a key press, index: longest", ours.longest, "ms"),
        Measured("a key press, plain rapidfuzz scan: median", scanned.median, "ms"),
        Measured("a key press, plain rapidfuzz scan: p95", scanned.p95, "ms"),
        Measured("index p95 as a share of the plain scan's", ours.p95 / scanned.p95, "", 0.1),
    ]


def name_anew(clio: PracticeClio) -> None:
    """Give the invented clients and contacts a real firm's variety of names."""
    chance = random.Random(10)
    surnames = [word(chance).title() for _ in range(9_000)]
    for contact in clio.firm.all("contacts"):
        name = f"{word(chance).title()} {chance.choice(surnames)}"
        clio.firm.tables["contacts"][contact["id"]] = {**contact, "name": name}
    for matter in clio.firm.matters:
        client = clio.firm.get("contacts", matter["client_id"])["name"]
        number = matter["display_number"].partition("-")[0]
        other = chance.choice(surnames)
        clio.firm.tables["matters"][matter["id"]] = {
            **matter, "display_number": f"{number}-{client.split()[-1]}", "description": f"{matter['description']} v {other}",
        }  # fmt: skip


def word(chance: random.Random) -> str:
    """A word that could be a name."""
    return "".join(
        chance.choice(ONSETS) + chance.choice(NUCLEI) + chance.choice(CODAS)
        for _ in range(chance.choice((1, 2, 2, 3)))
    )


def mirror_of(clio: PracticeClio, store: Store, folder: Path) -> Mirroring:
    """The real mirror over practice Clio in this process; only the limit of requests is not waited for."""
    _, refresh_token = clio.sign_in("Ruth Calder")
    secrets = signed_in(
        "http://127.0.0.1:5005",
        client_id=clio.client_id,
        secret=clio.client_secret,
        refresh_token=refresh_token,
    )
    line = Line(version="0", practice_home=True, transport=httpx.WSGITransport(app=clio.wire))
    clock = ServerClock(monotonic=time.monotonic)
    tokens = Tokens(secrets, line.send, clock, practice_home=True)
    minutes = itertools.count()
    limiter = Limiter(clock=lambda: next(minutes) * 60.0, sleep=lambda seconds: None)
    client = ClioClient(line, tokens, limiter, clock)
    numbers = itertools.count(1)
    desk = Desk(store, lambda: dt.datetime.now(dt.UTC), lambda: f"b{next(numbers)}", folder)
    return Mirroring(desk, lambda: ClioPractice(client), lambda: "http://127.0.0.1:5005")


def asked(clio: PracticeClio) -> int:
    """Requests of the API since this was last asked."""
    count = sum(heard.path.startswith("/api/") for heard in clio.journal)
    clio.wire.journal.clear()
    return count


def timed(work: Callable[[], object]) -> float:
    """Seconds that something takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


@dataclass(frozen=True)
class Spread:
    """Times in milliseconds."""

    median: float
    p95: float
    longest: float


def spread(search: Callable[[str], object], typed: Sequence[str]) -> Spread:
    """How long each of the searches takes."""
    times = sorted(timed(functools.partial(search, query)) * 1000 for query in typed)
    return Spread(statistics.median(times), times[int(len(times) * 0.95)], times[-1])


def what_is_typed(matters: Sequence[Matter]) -> list[str]:
    """Every key press of many searches for a number, a client, somebody's name or a description, some mistyped."""
    chance = random.Random(20)
    typed: list[str] = []
    for _ in range(SEARCHES):
        matter = chance.choice(matters)
        wanted = chance.choice(
            (matter.display_number, matter.client_name, matter.description, matter.contacts[-1].name)
        )
        if chance.random() < 0.2 and len(wanted) > 6:
            at = chance.randrange(1, 5)
            wanted = wanted[:at] + wanted[at + 1 :]
        typed += [wanted[:length] for length in range(1, min(len(wanted), LONGEST) + 1)]
    return typed


def text_of(matter: Matter) -> str:
    """What a plain scan looks through."""
    people = " ".join(contact.name for contact in matter.contacts)
    return folded(f"{matter.display_number} {matter.client_name} {matter.description} {people}")


def scan(query: str, plain: Sequence[str]) -> list[int]:
    """The places of the best matters, by rapidfuzz over the whole text of each: what one would write in an afternoon."""
    found = process.extract(folded(query), plain, scorer=fuzz.WRatio, limit=SHOWN)
    return [place for _, _, place in found]


if __name__ == "__main__":
    sys.exit(main())
