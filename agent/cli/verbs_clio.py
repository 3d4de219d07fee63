"""`tenth connect`, `disconnect`, `sync`, `push` and `reconcile`: everything that speaks to Clio."""

from __future__ import annotations

import argparse
import contextlib
import sys
from collections.abc import Callable

from agent import wiring
from agent.cli import shapes
from agent.cli.asked import COULD_NOT, DONE, Arguments, answer, home_of, opened, tell
from agent.cli.browser import open_in_browser
from agent.cli.tables import already_lines, print_pushes
from agent.domain.entry import EntryStatus
from agent.domain.ids import EntryId
from agent.domain.push import Outcome
from agent.errors import PracticeError, UsedWrongly
from agent.workflow.services import Services

SECONDS_TO_SIGN_IN = 300.0
GUIDED = (
    "Sign in to Clio in your browser. A page leads through it: start `tenth app` and choose Connect; it shows what your firm "
    "registers with Clio, which permissions to tick and why, and takes the id and secret once. Here is the same in one line."
)


def add(verbs: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser) -> None:
    """Add the verbs."""
    connect = verbs.add_parser(
        "connect", parents=[common], help="sign in to Clio in your browser", description=GUIDED
    )
    where = connect.add_mutually_exclusive_group()
    where.add_argument("--region", choices=wiring.REGIONS, help="au for Australian and New Zealand firms")
    where.add_argument(
        "--clio-url", metavar="URL", help="a practice Clio on this computer; with --sandbox only"
    )
    connect.add_argument("--client-id", metavar="ID", help="of your firm's Clio app; needed once")
    connect.add_argument(
        "--client-secret-stdin", action="store_true", help="read the client secret from standard input"
    )
    connect.add_argument("--no-browser", action="store_true", help="only print the address to open")
    connect.add_argument(
        "--paste-code",
        action="store_true",
        help="copy the code from Clio's page, where the browser cannot come back",
    )
    connect.set_defaults(run=_connect)
    disconnect = verbs.add_parser("disconnect", parents=[common], help="sign out of Clio; drafts stay")
    disconnect.set_defaults(run=_disconnect)
    sync = verbs.add_parser("sync", parents=[common], help="fetch what changed in the firm's matters")
    sync.set_defaults(run=_sync)
    push = verbs.add_parser(
        "push", parents=[common], help="send confirmed entries to Clio, each exactly once"
    )
    push.add_argument("entries", nargs="*", metavar="ENTRY")
    push.add_argument("--yes", action="store_true", help="do not ask when Clio already holds something there")
    push.set_defaults(run=_push)
    reconcile = verbs.add_parser(
        "reconcile", parents=[common], help="settle pushes whose answer was lost, by looking"
    )
    reconcile.set_defaults(run=_reconcile)


def _connect(arguments: Arguments) -> int:
    if arguments.clio_url and not arguments.sandbox:
        raise UsedWrongly("--clio-url is for practice homes", hint="Add --sandbox, or use --region au.")
    if arguments.region and arguments.sandbox:
        raise UsedWrongly(
            "a practice home speaks to practice Clio only", hint="Use --clio-url http://127.0.0.1:PORT."
        )
    connecting = wiring.connecting(home_of(arguments))
    with _trip(arguments, connecting) as trip:
        print(trip.authorise_url, flush=True)
        if not arguments.no_browser:
            open_in_browser(trip.authorise_url)
        if arguments.paste_code:
            tell("Allow Tenth in the browser, then paste here the code that Clio shows:")
            who = trip.pasted(sys.stdin.readline())
        else:
            tell("Waiting for you to allow Tenth in the browser ...")
            who = trip.finished(SECONDS_TO_SIGN_IN)
    answer(
        arguments, {"user": who.name, "host": connecting.host()}, lambda: tell(f"Signed in as {who.name}.")
    )
    return DONE


def _trip(
    arguments: Arguments, connecting: wiring.Connecting
) -> contextlib.AbstractContextManager[wiring.OpenTrip]:
    """Plan the trip to the browser with the firm's app as given here, or as given the first time."""
    where = arguments.region or arguments.clio_url
    if not where and not arguments.client_id:
        return connecting.trip(connecting.kept_app(), paste=arguments.paste_code)
    if not where or not arguments.client_id:
        raise UsedWrongly(
            "connect needs --client-id and where Clio is",
            hint="Give --region au --client-id ID, or choose Connect on the page of `tenth app`, which leads through it.",
        )
    secret = _secret(arguments)
    app = connecting.app(clio=where, client_id=arguments.client_id, client_secret=secret)
    return connecting.trip(app, paste=arguments.paste_code)


def _secret(arguments: Arguments) -> str:
    if not arguments.client_secret_stdin and sys.stdin.isatty():
        tell("Client secret (not shown):")
        import getpass  # only here: it needs a terminal

        return getpass.getpass("").strip()
    secret = sys.stdin.readline().strip()
    if not secret:
        raise UsedWrongly("no client secret on standard input", hint="Pipe it in with --client-secret-stdin.")
    return secret


def _disconnect(arguments: Arguments) -> int:
    heard = wiring.connecting(home_of(arguments)).disconnect()
    words = "Signed out. Drafts are kept here."
    if not heard:
        words += " Clio could not be told: remove Tenth from your connected apps there as well."
    answer(arguments, {"connected": False, "clio_told": heard}, lambda: tell(words))
    return DONE


def _sync(arguments: Arguments) -> int:
    with opened(arguments) as asked:
        synced = asked.services.mirror.sync(_telling("people and matters"), _telling("contacts"))
        shape: dict[str, object] = {
            "matters": synced.matters, "changed": synced.changed, "as_of": synced.as_of.isoformat(),
        }  # fmt: skip
        answer(arguments, shape, lambda: tell(f"{synced.matters} matters, {synced.changed} changed."))
        for sentence in asked.services.mirror.status().not_shown:
            tell(sentence)
    return DONE


def _telling(what: str) -> Callable[[int, int | None], None]:
    return lambda done, of: tell(
        f"{what}: {done:,} of {of:,} ..." if of is not None else f"{what}: {done:,} ..."
    )


def _push(arguments: Arguments) -> int:
    with opened(arguments) as asked:
        named = [EntryId(e) for e in arguments.entries] or None
        if not _sure(arguments, asked.services, named):
            tell("Nothing was sent.")
            return COULD_NOT
        results = asked.services.push.push(named)
        answer(arguments, shapes.pushes(results), lambda: print_pushes(results))
    return DONE if all(p.outcome is Outcome.CREATED for p in results) else COULD_NOT


def _sure(arguments: Arguments, services: Services, named: list[EntryId] | None) -> bool:
    """Show what Clio already holds for the matters and days of a push, and ask who sits at the terminal whether to go on."""
    sent = [e.id for e in services.review.entries(EntryStatus.CONFIRMED)] if named is None else named
    try:
        found = services.look_first.look(sent)
    except PracticeError as error:
        tell(f"What Clio already holds there could not be read. {error.hint}")
        return True  # a push meets the same trouble and tells of each entry what became of it
    lines = already_lines(found, services.mirror.matter)
    for line in lines:
        tell(line)
    if not lines or arguments.yes or not sys.stdin.isatty():
        return True
    tell("Send all the same? [y/N]")
    return sys.stdin.readline().strip().casefold() in ("y", "yes")


def _reconcile(arguments: Arguments) -> int:
    with opened(arguments) as asked:
        results = asked.services.push.reconcile()
        asked.services.correcting.settle(patient=True)
        asked.services.expenses.settle(patient=True)
        asked.services.expense_correcting.settle(patient=True)
        answer(arguments, shapes.pushes(results), lambda: print_pushes(results))
    return DONE if not any(p.is_open for p in results) else COULD_NOT
