"""`tenth pair`, `browsers` and `forget-browser`: which browsers may show the panel. They work while `tenth app` runs, too."""

from __future__ import annotations

import argparse

from agent.cli.app import is_running
from agent.cli.asked import DONE, Arguments, answer, opened, tell
from agent.cli.tables import print_browsers, print_code


def add(verbs: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser) -> None:
    """Add the verbs."""
    pair = verbs.add_parser("pair", parents=[common], help="show a code that lets one more browser in")
    pair.set_defaults(run=_pair)
    browsers = verbs.add_parser("browsers", parents=[common], help="list the paired browsers")
    browsers.set_defaults(run=_browsers)
    forget = verbs.add_parser("forget-browser", parents=[common], help="let a browser in no more")
    forget.add_argument("browser", metavar="BROWSER", help="its id in the list")
    forget.set_defaults(run=_forget)


def _pair(arguments: Arguments) -> int:
    with opened(arguments) as asked:
        shown = asked.services.pairing.open()
        answer(arguments, {"code": shown.code, "seconds": shown.seconds}, lambda: print_code(shown))
        if not is_running(asked.home):
            tell("Start Tenth as well, with `tenth app`: the browser pairs with it.")
    return DONE


def _browsers(arguments: Arguments) -> int:
    with opened(arguments) as asked:
        found = asked.services.browsers.all()
        shape: dict[str, object] = {
            "browsers": [
                {
                    "id": browser.id,
                    "name": browser.name,
                    "paired_at": browser.paired_at.isoformat(),
                    "last_used": browser.last_used.isoformat() if browser.last_used else None,
                }
                for browser in found
            ]
        }
        answer(arguments, shape, lambda: print_browsers(found))
    return DONE


def _forget(arguments: Arguments) -> int:
    with opened(arguments) as asked:
        asked.services.browsers.forget(arguments.browser)
        answer(
            arguments, {"forgotten": arguments.browser}, lambda: tell("Forgotten; its next call is refused.")
        )
    return DONE
