"""`tenth demo`: the whole way once, from a call's sound to entries in practice Clio, in a home that is thrown away."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from agent import voice, wiring
from agent.cli.asked import COULD_NOT, DONE, Arguments
from agent.cli.browser import open_in_browser
from agent.cli.page import ReviewPage
from agent.cli.practice_clio import PracticeClio, allow_without_browser
from agent.cli.tables import clock, console, outcome_words, print_suggestions
from agent.domain.entry import EntryStatus, TimeEntry
from agent.domain.push import Outcome, Push
from agent.domain.source import Context, Person
from agent.errors import NotReady
from agent.paths import Home, open_home
from agent.workflow.services import Services

FIRM_PERSON = "Ruth Calder"
ASK = "Confirm there what is right, then press Enter here to push it (o and Enter opens the page again). "


def add(verbs: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser) -> None:
    """Add the verb."""
    demo = verbs.add_parser(
        "demo", parents=[common], help="see the whole way once, with an invented firm and call"
    )
    demo.add_argument(
        "--transcript", action="store_true", help="start from the call's transcript instead of its sound"
    )
    demo.set_defaults(run=_demo)


def _demo(arguments: Arguments) -> int:
    somebody = sys.stdin.isatty() and sys.stdout.isatty()
    with tempfile.TemporaryDirectory(prefix="tenth-demo-") as folder, PracticeClio() as clio:
        _say(f"Practice Clio runs at {clio.url}/nc/ (an invented firm, nothing leaves this computer).")
        home = open_home(Path(folder), practice=True)
        _connect(home, clio, somebody=somebody)
        services = wiring.build(home, extractor_name=_chosen_extractor(somebody=somebody))
        try:
            return _whole_way(services, home, clio, arguments.transcript, somebody=somebody)
        finally:
            services.close()


def _connect(home: Home, clio: PracticeClio, *, somebody: bool) -> None:
    connecting = wiring.connecting(home)
    with connecting.trip(
        connecting.app(clio=clio.url, client_id=clio.client_id, client_secret=clio.client_secret)
    ) as trip:
        if not (somebody and open_in_browser(trip.authorise_url)):
            allow_without_browser(trip.authorise_url, FIRM_PERSON)
        who = trip.finished(300)
    _say(f"Connected by OAuth as {who.name}.")


def _chosen_extractor(*, somebody: bool) -> str:
    """Offer the local language model when there is one and somebody to ask; else the built-in rules do the work."""
    model = wiring.local_model()
    if (
        model
        and somebody
        and input(f"Ollama runs here with {model}. Let it find the work? [y/N] ").strip().lower() == "y"
    ):
        _say(f"{model} finds the work; every answer is checked.")
        return "ollama"
    _say(
        f"The built-in rules find the work; {f'{model} is not asked' if model else 'no language model is asked'}."
    )
    return "rules"


def _whole_way(
    services: Services, home: Home, clio: PracticeClio, from_transcript: bool, *, somebody: bool
) -> int:
    synced = services.mirror.sync()
    _say(f"Synced {synced.matters} matters.")
    path = voice.call_path("practice_call", ".vtt" if from_transcript else ".flac")
    _say(f"Taking in {path.name} ...")
    source_id = services.take_in.file(path, practice_context())
    services.process.all(_progress())
    view = services.review.source_view(source_id)
    if view.kept.failure:
        _say(f"{view.kept.failure.message.rstrip('.')}. {view.kept.failure.hint}")
        return COULD_NOT
    _say(f"{len(view.kept.source.passages)} passages, {len(view.entries)} suggestions:")
    print_suggestions(view.kept.source, view.entries)
    with ReviewPage(services, home) as page:
        _review(services, view.entries, page, somebody=somebody)
        results = services.push.push()
    _show_in_clio(services, home, results)
    _say(f"See them at {clio.url}/nc/ while this demo runs." if somebody else "Done.")
    if somebody:
        input("Press Enter to end the demo and throw its data away. ")
    _last_lines(services, results)
    return DONE if all(p.outcome is Outcome.CREATED for p in results) and (results or somebody) else COULD_NOT


def practice_context() -> Context:
    """Return what the calendar would know about the practice call."""
    gold = json.loads(voice.call_path("practice_call", ".gold.json").read_text("utf-8"))
    return Context(
        call_start=dt.datetime.fromisoformat(gold["call_start"]),
        timekeeper=gold["timekeeper"],
        participants=tuple(Person(name) for name in gold["participants"]),
    )


def _progress() -> Callable[[str, int], None]:
    told = {"at": -10_000}

    def progress(what: str, done: int) -> None:
        if what == "transcribing" and done - told["at"] >= 30_000:
            told["at"] = done
            _say(f"  transcribed to {clock(done)}")
        elif what == "suggesting":
            _say("  looking for billable work")

    return progress


def _review(services: Services, entries: list[TimeEntry], page: ReviewPage, *, somebody: bool) -> None:
    if somebody:
        _open(page)
        while input(ASK) == "o":
            _open(page)
        return
    _say(
        f"The review page is served at {page.origin}/panel/; nobody is at the terminal, so everything ready is confirmed."
    )
    for entry in entries:
        try:
            services.review.confirm(entry.id, entry.version)
        except NotReady as error:
            _say(f"  {entry.id} is left for you: {error.hint}")


def _open(page: ReviewPage) -> None:
    address = page.address()
    opened = open_in_browser(address)
    _say(
        "The review page is open in your browser."
        if opened
        else f"Open the review page within a minute: {address}"
    )


def _show_in_clio(services: Services, home: Home, results: list[Push]) -> None:
    """Ask practice Clio itself what it holds now, through the same API the entries went in by."""
    practice = wiring.connecting(home).clio.practice
    _say("Practice Clio now holds:")
    for push in results:
        for held in practice.look(user=push.sent.user_id, since=push.written_at):
            if held.id != push.remote_id:
                continue
            money = f"${held.price} x {held.rounded_hours} h = ${held.total} ex GST"
            _say(f"  {held.id}  {held.date}  {money}  {held.narrative}")


def _last_lines(services: Services, results: list[Push]) -> None:
    if not results:
        _say("Nothing was confirmed, so nothing was pushed.")
    matters = {e.id: e.matter for e in services.review.entries(EntryStatus.PUSHED)}
    for push in results:
        _say(f"Pushed to {matters.get(push.entry_id)}: {outcome_words(push)}")


def _say(line: str) -> None:
    console().print(line, soft_wrap=True)
